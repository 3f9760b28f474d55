package org.mailferry.lab.ews;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** NTLMv2 over HTTP ([MS-NTHT], [MS-NLMP] §3.3.2): the proof is computed anew from the password; older proofs are refused. */
final class NtlmHandshake {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    /** Unicode, target name, NTLM, target info, extended session security. */
    private static final int FLAGS = 0x0001 | 0x0004 | 0x0200 | 0x0080_0000 | 0x0008_0000 | 0x0001_0000;
    private final EwsLogins logins;
    private final SecureRandom random = new SecureRandom();
    private final Map<InetSocketAddress, byte[]> challenges = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, String> connections = new ConcurrentHashMap<>();

    NtlmHandshake(EwsLogins logins) {
        this.logins = logins;
    }

    /** Who was proved on this connection. */
    Optional<String> known(HttpExchange exchange) {
        return Optional.ofNullable(connections.get(exchange.getRemoteAddress()));
    }

    Optional<String> login(HttpExchange exchange, String token) {
        connections.remove(exchange.getRemoteAddress());
        byte[] message = Base64.getDecoder().decode(token);
        boolean signed = message.length >= 12 && Arrays.equals(Arrays.copyOf(message, 8), SIGNATURE);
        if (signed && message[8] == 1) {
            byte[] challenge = new byte[8];
            random.nextBytes(challenge);
            challenges.put(exchange.getRemoteAddress(), challenge);
            exchange.getResponseHeaders().put("WWW-Authenticate", List.of("NTLM " + Base64.getEncoder().encodeToString(challengeMessage(challenge))));
            return Optional.empty();
        }
        byte[] challenge = challenges.remove(exchange.getRemoteAddress());
        Optional<String> login = signed && message[8] == 3 && challenge != null ? proved(message, challenge) : Optional.empty();
        login.ifPresent(name -> connections.put(exchange.getRemoteAddress(), name));
        if (login.isEmpty()) {
            exchange.getResponseHeaders().put("WWW-Authenticate", List.of("NTLM"));
        }
        return login;
    }

    private static byte[] challengeMessage(byte[] challenge) {
        byte[] target = utf16("LAB");
        byte[] name = utf16("LAB-EXCHANGE");
        ByteBuffer info = ByteBuffer.allocate(4 + target.length + 4 + name.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        info.putShort((short) 2).putShort((short) target.length).put(target).putShort((short) 1).putShort((short) name.length).put(name).putInt(0);
        ByteBuffer message = ByteBuffer.allocate(48 + target.length + info.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        message.put(SIGNATURE).putInt(2).putShort((short) target.length).putShort((short) target.length).putInt(48).putInt(FLAGS).put(challenge).putLong(0)
            .putShort((short) info.capacity()).putShort((short) info.capacity()).putInt(48 + target.length).put(target).put(info.array());
        return message.array();
    }

    private Optional<String> proved(byte[] message, byte[] challenge) {
        byte[] response = field(message, 20);
        boolean unicode = (ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(60) & 1) != 0;
        var charset = unicode ? StandardCharsets.UTF_16LE : StandardCharsets.US_ASCII;
        String domain = new String(field(message, 28), charset);
        String user = new String(field(message, 36), charset);
        String login = logins.password(domain + "\\" + user).isPresent() ? domain + "\\" + user : user;
        if (response.length <= 24) {
            return Optional.empty(); // NTLM of version 1
        }
        return logins.password(login).filter(password -> {
            byte[] key = hmac(Md4.digest(utf16(password.reveal())), utf16(user.toUpperCase(Locale.ROOT) + domain));
            byte[] proof = hmac(key, concat(challenge, Arrays.copyOfRange(response, 16, response.length)));
            return MessageDigest.isEqual(proof, Arrays.copyOf(response, 16));
        }).map(any -> login);
    }

    private static byte[] field(byte[] message, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int length = Short.toUnsignedInt(buffer.getShort(at));
        int offset = buffer.getInt(at + 4);
        return Arrays.copyOfRange(message, offset, offset + length);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

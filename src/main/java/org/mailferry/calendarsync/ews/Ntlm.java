package org.mailferry.calendarsync.ews;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/**
 * NTLMv2 for a login {@code DOMAIN\name}, {@code name@domain} or {@code name} ([MS-NLMP] §3.1.5.1). Older proofs are never sent. There is no
 * channel binding: a server that requires extended protection refuses the login.
 */
final class Ntlm {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    /** Unicode, target name, NTLM, always sign, extended session security, target info, 128 bits. */
    private static final int FLAGS = 0x1 | 0x4 | 0x200 | 0x8000 | 0x8_0000 | 0x80_0000 | 0x2000_0000;
    private static final int HEADER = 64;
    private static final int TIMESTAMP = 7;
    /** From 1601, when Windows' time begins, to 1970. */
    private static final long EPOCH_SECONDS = 11_644_473_600L;

    private final String domain;
    private final String user;
    private final Secret password;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Ntlm(String login, Secret password, Clock clock) {
        int slash = login.indexOf('\\');
        this.domain = slash < 0 ? "" : login.substring(0, slash);
        this.user = login.substring(slash + 1);
        this.password = password;
        this.clock = clock;

    }

    /** The NEGOTIATE_MESSAGE. */
    String hello() {
        return encoded(ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).put(SIGNATURE).putInt(1).putInt(FLAGS).array());
    }

    /**
     * The AUTHENTICATE_MESSAGE for a server's CHALLENGE_MESSAGE.
     *
     * @throws MigrationException {@code TRANSIENT} when it is none
     */
    String answer(String challenge) {
        try {
            byte[] message = Base64.getDecoder().decode(challenge);
            ByteBuffer read = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
            if (!Arrays.equals(Arrays.copyOf(message, 8), SIGNATURE) || read.getInt(8) != 2) {
                throw new IllegalArgumentException("type");
            }
            byte[] nonce = Arrays.copyOfRange(message, 24, 32);
            int from = read.getInt(44);
            byte[] target = Arrays.copyOfRange(message, from, Math.addExact(from, Short.toUnsignedInt(read.getShort(40))));
            byte[] own = new byte[8];
            random.nextBytes(own);
            return authenticate(read.getInt(20), nonce, target, own);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException malformed) {
            throw MigrationException.transientFailure("The server sent an NTLM challenge that cannot be read", malformed);
        }
    }

    private String authenticate(int flags, byte[] nonce, byte[] target, byte[] own) {
        byte[] key = hmac(Md4.of(utf16(password.reveal())), utf16(user.toUpperCase(Locale.ROOT) + domain));
        Optional<byte[]> serverTime = attribute(target, TIMESTAMP);
        byte[] response = response(key, nonce, target, own, serverTime.orElseGet(() -> windowsTime(clock.instant())));
        // Who is given the server's time sends no LMv2 response, §3.1.5.1.2.
        byte[] lan = serverTime.isPresent() ? new byte[24] : joined(hmac(key, joined(nonce, own)), own);
        byte[] domainName = utf16(domain);
        byte[] userName = utf16(user);
        int size = HEADER + lan.length + response.length + domainName.length + userName.length;
        ByteBuffer message = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(SIGNATURE).putInt(3);
        int at = HEADER + domainName.length + userName.length;
        field(message, lan.length, at);
        field(message, response.length, at + lan.length);
        field(message, domainName.length, HEADER);
        field(message, userName.length, HEADER + domainName.length);
        field(message, 0, HEADER);
        field(message, 0, HEADER);
        message.putInt(flags & FLAGS | 0x1).put(domainName).put(userName).put(lan).put(response);
        return encoded(message.array());
    }

    /** §3.3.2: the proof and what it proves. */
    static byte[] response(byte[] key, byte[] nonce, byte[] target, byte[] own, byte[] time) {
        byte[] claim = ByteBuffer.allocate(28 + target.length + 4).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1).put((byte) 1).putShort((short) 0).putInt(0)
            .put(time).put(own).putInt(0).put(target).putInt(0).array();
        return joined(hmac(key, joined(nonce, claim)), claim);
    }

    /** Of the server's AV_PAIRs, §2.2.2.1. */
    private static Optional<byte[]> attribute(byte[] target, int id) {
        ByteBuffer pairs = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
        while (pairs.remaining() >= 4) {
            int found = Short.toUnsignedInt(pairs.getShort());
            byte[] value = new byte[Short.toUnsignedInt(pairs.getShort())];
            pairs.get(value);
            if (found == id && value.length == 8) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static byte[] windowsTime(Instant now) {
        long ticks = (now.getEpochSecond() + EPOCH_SECONDS) * 10_000_000L + now.getNano() / 100;
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(ticks).array();
    }

    private static void field(ByteBuffer message, int length, int offset) {
        message.putShort((short) length).putShort((short) length).putInt(offset);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacMD5", e);
        }
    }

    private static String encoded(byte[] message) {
        return "NTLM " + Base64.getEncoder().encodeToString(message);
    }
}

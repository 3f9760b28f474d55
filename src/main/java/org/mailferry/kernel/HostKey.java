package org.mailferry.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A host's public key for SSH.
 *
 * @param type as {@code ssh-ed25519}
 * @param base64 the key in the form of RFC 4253 §6.6
 */
public record HostKey(String type, String base64) {
    public static final List<String> TYPES = List.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa");

    public HostKey {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("'" + type + "' is no type of host key; known are " + String.join(", ", TYPES));
        }
        if (!type.equals(innerType(base64))) {
            throw new IllegalArgumentException("The text after " + type + " is no key of that type");
        }
    }

    /**
     * Reads a line of {@code ssh-keyscan}, of {@code known_hosts} or of {@code /etc/ssh/ssh_host_*_key.pub}: a host's name before the
     * key and a comment behind it are passed over.
     */
    public static HostKey parse(String line) {
        String[] words = line.strip().split("\\s+");
        for (int index = 0; index < Math.min(2, words.length - 1); index++) {
            if (TYPES.contains(words[index])) {
                return new HostKey(words[index], words[index + 1]);
            }
        }
        throw new IllegalArgumentException("A host key is written as ssh-keyscan prints it: type and key, such as 'ssh-ed25519 AAAA…'");
    }

    /** As {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String innerType(String base64) {
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            int length = key.remaining() < Integer.BYTES ? -1 : key.getInt();
            if (length < 1 || length > key.remaining()) {
                return "";
            }
            return new String(key.array(), Integer.BYTES, length, StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override public String toString() {
        return fingerprint() + " (" + type + ")";
    }
}

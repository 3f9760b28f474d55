package org.mailferry.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.mailferry.kernel.Sha256;

/**
 * How entries chain: an entry's hash is SHA-256 over the hash before it and each of its fields, every part preceded by its length
 * in bytes, so that no text can be moved from one field to the next. The first entry of a plan follows {@link #BEGIN}.
 */
public final class AuditChain {
    /** Stands before the first entry. */
    public static final String BEGIN = "0".repeat(64);

    private AuditChain() {}

    public static String hash(String previousHash, long number, Instant at, AuditEntry entry) {
        MessageDigest digest = Sha256.digest();
        for (String part : List.of(previousHash, Long.toString(number), at.toString(), entry.plan().text(), entry.actor(),
            entry.action(), entry.subject(), entry.detail())) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The number of the first entry that is missing, out of place or changed; empty when the entries chain from the beginning. */
    public static OptionalLong firstBreak(List<RecordedEntry> entries) {
        String previous = BEGIN;
        long expected = 1;
        for (RecordedEntry recorded : entries) {
            if (recorded.number() != expected
                || !recorded.hash().equals(hash(previous, expected, recorded.at(), recorded.entry()))) {
                return OptionalLong.of(expected);
            }
            previous = recorded.hash();
            expected++;
        }
        return OptionalLong.empty();
    }
}

package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.mailferry.kernel.Sha256;

/**
 * Between names for people and names on the wire (modified UTF-7, RFC 9051 appendix A.1). A name that a server writes in another
 * way, or that is too long to be kept, is remembered, so that its folder can be opened all the same.
 */
final class FolderNames {
    /** What the ledger keeps, and an index of PostgreSQL takes. */
    private static final int LONGEST = 900;
    private static final int LONGEST_BYTES = 2_000;
    private static final int BEGINNING = 400;

    private final Map<String, String> unusual = new HashMap<>();

    /** @param wire the bytes of a listed name, one character each */
    String decode(String wire) {
        boolean ascii = wire.chars().allMatch(c -> c >= 32 && c < 127);
        String name = kept(ascii ? BASE64MailboxDecoder.decode(wire) : new String(wire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        if (!BASE64MailboxEncoder.encode(name).equals(wire)) {
            unusual.put(name, wire);
        }
        return name;
    }

    /** A name longer than anybody keeps is known by its beginning and its digest, always the same. */
    private static String kept(String name) {
        if (name.length() <= LONGEST && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES) {
            return name;
        }
        int end = name.offsetByCodePoints(0, Math.min(BEGINNING, name.codePointCount(0, name.length())));
        return name.substring(0, end) + "… " + Sha256.hex(name).substring(0, 16);
    }

    /** Quoted, ready for a command. */
    String quoted(String name) {
        String wire = unusual.containsKey(name) ? unusual.get(name) : BASE64MailboxEncoder.encode(name);
        return "\"" + wire.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

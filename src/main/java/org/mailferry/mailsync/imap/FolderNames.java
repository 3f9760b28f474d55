package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxDecoder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;

/**
 * Between names for people and names on the wire (modified UTF-7, RFC 9051 appendix A.1). A name that a server writes in another
 * way is kept, so that its folder can be opened all the same.
 */
final class FolderNames {
    private final Map<String, String> unusual = new HashMap<>();

    /** @param wire the bytes of a listed name, one character each */
    String decode(String wire) {
        boolean ascii = wire.chars().allMatch(c -> c >= 32 && c < 127);
        String name = ascii ? BASE64MailboxDecoder.decode(wire) : new String(wire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (!BASE64MailboxEncoder.encode(name).equals(wire)) {
            unusual.put(name, wire);
        }
        return name;
    }

    /** Quoted, ready for a command. */
    String quoted(String name) {
        String wire = unusual.containsKey(name) ? unusual.get(name) : BASE64MailboxEncoder.encode(name);
        return "\"" + wire.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

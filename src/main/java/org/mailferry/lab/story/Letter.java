package org.mailferry.lab.story;

import java.time.Instant;
import java.util.Set;

/**
 * A letter as the old server keeps it.
 *
 * @param owner login of the mailbox it lies in
 * @param bytes the whole message, RFC 5322, lines ended by CR LF
 * @param flags system flags as {@code \Seen}, keywords as they are
 */
public record Letter(String owner, String folder, byte[] bytes, Set<String> flags, Instant received) {
    public Letter {
        flags = Set.copyOf(flags);
    }
}

package org.mailferry.plan;

import java.util.Optional;

/**
 * What the plan says a mail server may be asked to bear. What is left out holds as its make allows by default, and
 * {@code policies.connections} for the connections.
 *
 * @param connections to the server at once
 * @param connectionsPerLogin at once for one login
 * @param bytesPerSecond read and stored together
 * @param messagesPerSecond read and stored together
 * @param downloadBytesPerDay read from one mailbox
 * @param uploadBytesPerDay stored into one mailbox
 */
public record ServerRules(Make make, Optional<Integer> connections, Optional<Integer> connectionsPerLogin, Optional<Long> bytesPerSecond,
                          Optional<Integer> messagesPerSecond, Optional<Long> downloadBytesPerDay, Optional<Long> uploadBytesPerDay) {
    /** What the server is, as far as its limits are concerned. */
    public enum Make { EXCHANGE, DOVECOT, GMAIL, OTHER }

    public static ServerRules of(Make make) {
        return new ServerRules(make, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

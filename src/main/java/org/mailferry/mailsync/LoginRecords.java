package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Optional;

/** What became of logins with secrets that were refused, shared by all nodes. Every call commits at once, whatever its caller's transaction does. */
public interface LoginRecords {
    /**
     * A secret at a server.
     *
     * @param endpoint {@code host:port}
     * @param login whose secret it is
     * @param mailbox the one that a service login wanted; empty for the login itself
     */
    record Key(String endpoint, String login, String mailbox, String secretDigest) {}

    /**
     * @param refusals in a row
     * @param words the server's at the last one
     */
    record Record(int refusals, Optional<Instant> firstRefused, Optional<Instant> lastRefused, Optional<Instant> accepted, String words) {}

    /** Whether anything is recorded about that login, with whatever secret. */
    boolean knows(String endpoint, String login);

    Optional<Record> find(Key key);

    /** @return false when somebody else holds the key at this time; else it is held until then, or until one of the calls below */
    boolean book(Key key, Instant now, Instant until);

    void refused(Key key, Instant at, String words);

    void accepted(Key key, Instant at);

    void unbook(Key key);

    void forget(Key key);

    /** Everything about that login on every server. @return how many records there were */
    int forgetLogin(String login);
}

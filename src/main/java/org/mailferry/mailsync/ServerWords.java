package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server means that asks to be left alone for a while.
 *
 * @param ofUser the words speak of a user, an account or a mailbox, or the code does
 * @param named the server said how long
 */
public record ServerWords(Kind kind, boolean ofUser, Duration pause, boolean named) {
    public enum Kind {
        /** Too many connections: fewer are welcome at once. */
        CONNECTIONS,
        /** No connection for a while. */
        BACK_OFF
    }

    private static final Duration UNNAMED = Duration.ofSeconds(30);
    private static final Duration UNTIL_ONE_CLOSES = Duration.ofSeconds(5);
    // Exchange: "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds"
    private static final Pattern BACKOFF = Pattern.compile("(?i)suggested backoff time:? *(\\d{1,9}) *milliseconds");
    // RFC 5530 and what Exchange Online and others add.
    private static final Pattern COME_BACK_LATER = Pattern.compile("(?i)\\[(THROTTLED|LIMIT|INUSE|UNAVAILABLE)[\\] ]");
    private static final Pattern CONNECTIONS = Pattern.compile("(?i)\\b(too many|maximum( number of)?|max|limit of|exceeded|number of)"
        + "( (simultaneous|concurrent|open|imap|active|allowed))* (connections?|sessions?|logins?)\\b|\\b(connection|session) limit\\b|mail_max_userip_connections");
    private static final Pattern USER = Pattern.compile("(?i)\\b(user|userip|account|mailbox)\\b(?!@)|user\\+ip|_userip_|\\[INUSE");

    /** @param text the server's answer with its response code, or a failure's message that holds it */
    public static Optional<ServerWords> read(String text) {
        boolean ofUser = USER.matcher(text).find();
        Matcher backoff = BACKOFF.matcher(text);
        if (backoff.find()) {
            return Optional.of(new ServerWords(Kind.BACK_OFF, ofUser, Duration.ofMillis(Long.parseLong(backoff.group(1))), true));
        }
        if (CONNECTIONS.matcher(text).find()) {
            return Optional.of(new ServerWords(Kind.CONNECTIONS, ofUser, UNTIL_ONE_CLOSES, false));
        }
        Matcher code = COME_BACK_LATER.matcher(text);
        if (!code.find()) {
            return Optional.empty();
        }
        // Only throttling is about the server as a whole; the others may be the trouble of one mailbox.
        return Optional.of(new ServerWords(Kind.BACK_OFF, ofUser || !code.group(1).equalsIgnoreCase("THROTTLED"), UNNAMED, false));
    }

    /** For a pause whose words tell no more. */
    static ServerWords pause(Duration pause) {
        return new ServerWords(Kind.BACK_OFF, true, pause, false);
    }
}

package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    private static final Pattern NAMED = Pattern.compile("(?i)suggested backoff time:? *(\\d{1,9}) *milliseconds");
    /** RFC 5530 and what Exchange Online and others add. */
    private static final Set<String> COME_BACK_LATER = Set.of("THROTTLED", "LIMIT", "INUSE", "UNAVAILABLE");
    private static final Pattern CODE = Pattern.compile("\\b(?:OK|NO|BAD|BYE) \\[([^\\] ]+)[\\] ]", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONNECTIONS = Pattern.compile("(?i)\\b(too many|maximum( number of)?|max|limit of|exceeded|number of)"
        + "( (simultaneous|concurrent|open|imap|active|allowed))* (connections?|sessions?|logins?)\\b(?! attempts)|\\b(connection|session) limit\\b|mail_max_userip_connections");
    /** In the words of those that give no code: Gmail, Exchange, Courier, Cyrus, older Dovecots. */
    private static final Pattern BUSY = Pattern.compile("(?i)\\btoo many (failed )?login attempts\\b|\\btoo many failed logins?\\b|account exceeded"
        + "|\\bserver unavailable\\b|\\bserver (is )?(too )?busy\\b");
    // A login or a host of such a name is no word of the server.
    private static final Pattern USER = Pattern.compile("(?i)(?<![\\w.@-])(user|userip|account|mailbox)(?![\\w@-]|\\.\\w)|user\\+ip|_userip_");

    /** @param text the server's answer with its response code, or a failure's message that holds it */
    public static Optional<ServerWords> read(String text) {
        Matcher code = CODE.matcher(text);
        return read(code.find() ? Optional.of(code.group(1).toUpperCase(Locale.ROOT)) : Optional.empty(), text);
    }

    /** @param code the response code in capitals */
    public static Optional<ServerWords> read(Optional<String> code, String text) {
        boolean ofUser = USER.matcher(text).find();
        Matcher named = NAMED.matcher(text);
        if (named.find()) {
            return Optional.of(new ServerWords(Kind.BACK_OFF, ofUser, Duration.ofMillis(Long.parseLong(named.group(1))), true));
        }
        if (CONNECTIONS.matcher(text).find()) {
            return Optional.of(new ServerWords(Kind.CONNECTIONS, ofUser, UNTIL_ONE_CLOSES, false));
        }
        Optional<String> later = code.filter(COME_BACK_LATER::contains);
        if (later.isPresent()) {
            // Only throttling is about the server as a whole; the others may be the trouble of one mailbox.
            return Optional.of(new ServerWords(Kind.BACK_OFF, ofUser || !later.get().equals("THROTTLED"), UNNAMED, false));
        }
        if (!BUSY.matcher(text).find()) {
            return Optional.empty();
        }
        boolean ofLogin = ofUser || text.toLowerCase(Locale.ROOT).contains("login");
        return Optional.of(new ServerWords(Kind.BACK_OFF, ofLogin, UNNAMED, false));
    }

    /** How long one connection waits that shares nothing with others. */
    public Duration alone() {
        return named ? pause : UNNAMED;
    }

    /** For a pause whose words tell no more. */
    static ServerWords pause(Duration pause) {
        return new ServerWords(Kind.BACK_OFF, true, pause, false);
    }
}

package org.mailferry.mailsync;

import java.util.Locale;
import org.mailferry.kernel.MailAccount;

/**
 * Who connects where, as far as a server counts it.
 *
 * @param server {@code host:port}
 * @param login of the mailbox
 * @param service the login that opens it; empty where the mailbox logs in itself
 */
public record Caller(String server, String login, String service) {
    public static Caller of(MailAccount account) {
        return new Caller(account.endpoint().toString().toLowerCase(Locale.ROOT), account.login(), account.serviceLogin().orElse(""));
    }

    /** The name under which a scope keeps what it learned. */
    public String name(LimitScope scope) {
        return switch (scope) {
            case SERVER -> "";
            case SERVICE -> service;
            case MAILBOX -> login;
        };
    }

    /** Whom the server counts when it speaks of a user. */
    public LimitScope user(ServerLimits limits) {
        return limits.countedBy() == LimitScope.SERVICE && !service.isEmpty() ? LimitScope.SERVICE : LimitScope.MAILBOX;
    }

    /** Whom the server means by these words. */
    public LimitScope meant(ServerWords words, ServerLimits limits) {
        boolean user = words.ofUser() || words.kind() == ServerWords.Kind.CONNECTIONS && limits.countedBy() != LimitScope.SERVER;
        return user ? user(limits) : LimitScope.SERVER;
    }
}

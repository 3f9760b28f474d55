package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.ServerTrust;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.CountedLogins;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Connects, protects the connection as the endpoint demands, logs in, and cuts the connection at the deadline's hard end. */
@Component
final class ImapMailStores implements MailStores {
    private final Secrets secrets;
    private final MailsyncSettings settings;
    private final LoginAttempts attempts;
    private final Function<MailEndpoint, ServerTrust> trusts;
    private final ScheduledExecutorService scissors = scissors();

    /** Counts refused passwords for as long as this object lives. */
    ImapMailStores(Secrets secrets, MailsyncSettings settings) {
        this(secrets, settings, Optional.empty());
    }

    /** @param attempts absent where a command runs without the database */
    @Autowired
    ImapMailStores(Secrets secrets, MailsyncSettings settings, Optional<LoginAttempts> attempts) {
        this(secrets, settings, attempts.orElseGet(() -> CountedLogins.inThisProcess(Clock.systemUTC())), ServerTrust::of);
    }

    ImapMailStores(Secrets secrets, MailsyncSettings settings, LoginAttempts attempts, Function<MailEndpoint, ServerTrust> trusts) {
        this.secrets = secrets;
        this.settings = settings;
        this.attempts = attempts;
        this.trusts = trusts;
    }

    /** Forgets what was cancelled at once: a deadline outlives most of the connections it was for. */
    private static ScheduledExecutorService scissors() {
        ScheduledThreadPoolExecutor scissors = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "imap-deadline");
            thread.setDaemon(true);
            return thread;
        });
        scissors.setRemoveOnCancelPolicy(true);
        return scissors;
    }

    @Override public MailStore open(MailAccount account, Deadline deadline) {
        Secret secret = secrets.resolve(account.password());
        attempts.refusal(account, secret).ifPresent(why -> {
            throw new LoginRefusedException(LoginRefusedException.Reason.TRIED_BEFORE, why);
        });
        TrackedSockets sockets = new TrackedSockets();
        ScheduledFuture<?> cut = scissors.schedule(sockets::cut, deadline.untilHardEnd().toMillis(), TimeUnit.MILLISECONDS);
        Runnable release = () -> {
            cut.cancel(false);
            sockets.cut();
        };
        try {
            ImapWire wire = connected(account, secret, sockets);
            new ImapLogin(wire, account, attempts).run(secret, () -> secrets.resolve(account.password()));
            return new ImapMailStore(wire, account.endpoint(), release);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private ImapWire connected(MailAccount account, Secret secret, TrackedSockets sockets) {
        try {
            return connect(account.endpoint(), sockets);
        } catch (RuntimeException e) {
            attempts.unclear(account, secret);
            throw e;
        }
    }

    private ImapWire connect(MailEndpoint endpoint, TrackedSockets sockets) {
        ServerTrust trust = trusts.apply(endpoint);
        try {
            ImapWire wire = new ImapWire(endpoint, properties(endpoint, trust, sockets), new Responses(sockets, memory()),
                new Patience(sockets, scissors, settings));
            if (wire.isAuthenticated()) {
                // Nobody knows as whom, and before STARTTLS it is what a man in the middle would say (RFC 9051 §11.3).
                throw MigrationException.permanent(endpoint + " greets us as logged in already (PREAUTH); Mailferry needs a server that asks for a login");
            }
            if (endpoint.security() == TransportSecurity.STARTTLS) {
                startTls(wire, endpoint);
            }
            return wire;
        } catch (IOException | ProtocolException e) {
            throw ImapFailure.notReached(endpoint, trust.seenSha256(), e);
        }
    }

    /** Room for the batch in hand, the one read ahead of it, and a large message. */
    private ContentMemory memory() {
        long largest = settings.spoolAbove().toBytes();
        return new ContentMemory(2 * settings.batchSize().toBytes() + largest, largest);
    }

    /** All that was learned before is forgotten: Angus Mail reads on from the protected stream, and the capabilities are asked again. */
    private static void startTls(ImapWire wire, MailEndpoint endpoint) throws ProtocolException {
        if (!wire.hasCapability("STARTTLS")) {
            throw MigrationException.permanent(endpoint + " does not offer STARTTLS, and the plan asks for it; nothing was sent in the clear");
        }
        try {
            wire.startTLS();
        } catch (CommandFailedException | BadCommandException e) {
            throw MigrationException.permanent(endpoint + " refused STARTTLS, and the plan asks for it; nothing was sent in the clear: " + e.getMessage(), e);
        }
        if (!wire.isSSL()) {
            throw MigrationException.permanent(endpoint + " is not protected after STARTTLS; nothing was sent in the clear");
        }
        wire.capability();
    }

    private Properties properties(MailEndpoint endpoint, ServerTrust trust, TrackedSockets sockets) {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", millis(settings.connectTimeout()));
        properties.put("mail.imap.timeout", millis(settings.readTimeout()));
        properties.put("mail.imap.socketFactory", sockets.plain());
        properties.put("mail.imap.socketFactory.fallback", "false");
        properties.put("mail.imap.ssl.socketFactory", sockets.tls(trust.socketFactory()));
        properties.put("mail.imap.ssl.checkserveridentity", String.valueOf(trust.verifiesHostName()));
        return properties;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}

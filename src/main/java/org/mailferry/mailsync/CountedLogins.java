package org.mailferry.mailsync;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretDigest;
import org.mailferry.kernel.Sha256;
import org.springframework.stereotype.Component;

/**
 * A refused secret is tried three times at most, by all nodes and restarts together. A service login opens many mailboxes, and servers
 * refuse a missing mailbox in the words of a wrong password; so it counts by mailbox, and as a whole only while nothing shows that
 * its secret is right (ADR 8).
 */
@Component
public class CountedLogins implements LoginAttempts {
    static final int MOST = 3;
    /** Of a service login with whatever mailboxes, before any was opened. */
    static final int MOST_OF_SERVICE = 5;
    /** The same after one was opened. */
    static final int MOST_OF_PROVEN = 10;
    /** How long an opened mailbox speaks for the service's secret; and how long a service login rests after the last refusal. */
    static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NOTED_AGAIN = Duration.ofMinutes(10);
    private static final Duration ONE_TRY = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int LOOKS = 50;
    private static final int LONGEST = 500;

    private final LoginRecords records;
    private final SecretDigest digest;
    private final Pacer pacer;
    private final Clock clock;

    public CountedLogins(LoginRecords records, SecretDigest digest, Pacer pacer, Clock clock) {
        this.records = records;
        this.digest = digest;
        this.pacer = pacer;
        this.clock = clock;
    }

    /** For as long as this process lives. */
    public static CountedLogins inThisProcess(Clock clock) {
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        String hidden = HexFormat.of().formatHex(salt);
        return new CountedLogins(new MemoryLoginRecords(), (owner, secret) -> Sha256.hex(hidden + owner + "\n" + secret.reveal()),
            Pacer.SLEEPING, clock);
    }

    @Override public Optional<String> refusal(MailAccount account, Secret secret) {
        for (int look = 0; look < LOOKS; look++) {
            Standing standing = account.mode().needsServiceLogin() ? ofService(account, secret) : ofMailbox(account, secret);
            if (!standing.inDoubt() || booked(account, secret)) {
                return standing.refusal();
            }
            pacer.pause(BETWEEN_LOOKS);
        }
        throw MigrationException.throttled(BETWEEN_LOOKS, "Another login of " + login(account) + " to " + account.endpoint() + " is being tried");
    }

    /** One at a time while a secret is in doubt, so that eight workers do not try a wrong one eight times. */
    private boolean booked(MailAccount account, Secret secret) {
        return records.book(key(account, secret), now(), now().plus(ONE_TRY));
    }

    private Standing ofMailbox(MailAccount account, Secret secret) {
        if (!isKnown(account)) {
            return Standing.GOOD;
        }
        return records.find(key(account, secret)).filter(record -> record.refusals() >= MOST)
            .map(record -> Standing.refused(words(account, record, ""))).orElse(Standing.IN_DOUBT);
    }

    private Standing ofService(MailAccount account, Secret secret) {
        LoginRecords.Key key = key(account, secret);
        Optional<LoginRecords.Record> service = records.find(key);
        if (service.filter(this::isProven).isPresent()) {
            return Standing.GOOD;
        }
        Optional<LoginRecords.Record> mailbox = records.find(inMailbox(key, account)).filter(record -> record.refusals() >= MOST);
        if (mailbox.isPresent()) {
            return Standing.refused(words(account, mailbox.get(), " with " + account.login()));
        }
        return service.filter(record -> record.refusals() >= MOST_OF_SERVICE && rests(record))
            .map(record -> Standing.refused(words(account, record, "") + ", or wait until " + record.lastRefused().orElseThrow().plus(HOUR)))
            .orElse(Standing.IN_DOUBT);
    }

    /** Whether a secret may be tried: by anybody at once, by one at a time, or not at all. */
    private record Standing(boolean inDoubt, Optional<String> refusal) {
        static final Standing GOOD = new Standing(false, Optional.empty());
        static final Standing IN_DOUBT = new Standing(true, Optional.empty());

        static Standing refused(String words) {
            return new Standing(false, Optional.of(words));
        }
    }

    private boolean isProven(LoginRecords.Record record) {
        return record.refusals() < MOST_OF_PROVEN && record.accepted().filter(at -> now().isBefore(at.plus(HOUR))).isPresent();
    }

    private boolean rests(LoginRecords.Record record) {
        return record.lastRefused().filter(at -> now().isBefore(at.plus(HOUR))).isPresent();
    }

    @Override public void accepted(MailAccount account, Secret secret) {
        if (!account.mode().needsServiceLogin()) {
            if (isKnown(account)) {
                records.forget(key(account, secret));
            }
            return;
        }
        LoginRecords.Key key = key(account, secret);
        boolean noted = records.find(key).filter(record -> record.refusals() == 0 && record.accepted().filter(at -> now().isBefore(at.plus(NOTED_AGAIN))).isPresent())
            .isPresent();
        if (!noted) {
            records.accepted(key, now());
        }
        records.forget(inMailbox(key, account));
    }

    @Override public void refused(MailAccount account, Secret secret, String words) {
        LoginRecords.Key key = key(account, secret);
        String kept = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        records.refused(key, now(), kept);
        if (account.mode().needsServiceLogin()) {
            records.refused(inMailbox(key, account), now(), kept);
        }
    }

    @Override public void unclear(MailAccount account, Secret secret) {
        if (account.mode().needsServiceLogin() || isKnown(account)) {
            records.unbook(key(account, secret));
        }
    }

    private boolean isKnown(MailAccount account) {
        return records.knows(endpoint(account), login(account));
    }

    private LoginRecords.Key key(MailAccount account, Secret secret) {
        return new LoginRecords.Key(endpoint(account), login(account), "", digest.of(endpoint(account) + "\n" + login(account), secret));
    }

    private static LoginRecords.Key inMailbox(LoginRecords.Key key, MailAccount account) {
        return new LoginRecords.Key(key.endpoint(), key.login(), account.login(), key.secretDigest());
    }

    private static String endpoint(MailAccount account) {
        return account.endpoint().toString().toLowerCase(Locale.ROOT);
    }

    private static String login(MailAccount account) {
        return account.serviceLogin().filter(service -> account.mode().needsServiceLogin()).orElse(account.login());
    }

    private static String words(MailAccount account, LoginRecords.Record record, String with) {
        String times = record.refusals() == MOST ? "three times" : record.refusals() + " times";
        return "The login of " + login(account) + with + " to " + account.endpoint() + " was refused " + times + " since "
            + record.firstRefused().orElseThrow().truncatedTo(ChronoUnit.SECONDS) + " (" + record.words() + "), so it is not tried; change the secret to try again"
            + ", or say 'secret retry " + login(account) + "' if it was right";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

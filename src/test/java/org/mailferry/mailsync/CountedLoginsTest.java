package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Sha256;
import org.mailferry.kernel.TransportSecurity;

/** The rule of refused secrets, over records in memory; subclasses put them into a database. */
public class CountedLoginsTest {
    private static final Secret WRONG = Secret.of("wrong");
    private static final Secret RIGHT = Secret.of("right");

    private final LoginRecords records = records();
    private final AtomicInteger pauses = new AtomicInteger();
    private final TestClock clock = new TestClock();

    protected LoginRecords records() {
        return new MemoryLoginRecords();
    }

    /** A new one knows only what is recorded: another node, or this one after a restart. */
    private CountedLogins node() {
        return new CountedLogins(records, (owner, secret) -> Sha256.hex(owner + secret.reveal()), time -> pauses.incrementAndGet(), clock);
    }

    private static MailAccount own(String login) {
        return new MailAccount(MailEndpoint.of("Imap.corp.test", 143, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, login, Optional.empty(),
            SecretReference.parse("env:X"));
    }

    private static MailAccount throughMaster(String login) {
        return new MailAccount(MailEndpoint.of("imap.corp.test", 143, TransportSecurity.PLAIN), CredentialMode.MASTER_USER, login, Optional.of("migrator"),
            SecretReference.parse("env:X"));
    }

    private void refuse(MailAccount account, Secret secret) {
        assertThat(node().refusal(account, secret)).isEmpty();
        node().refused(account, secret, "NO [AUTHENTICATIONFAILED] no");
        clock.now = clock.now.plusSeconds(10);
    }

    private void accept(MailAccount account, Secret secret) {
        assertThat(node().refusal(account, secret)).isEmpty();
        node().accepted(account, secret);
    }

    @Test void aFourthTryIsRefusedHereWithTheWayOut() {
        Instant first = clock.now;
        for (int i = 0; i < 3; i++) {
            refuse(own("anna"), WRONG);
        }
        assertThat(node().refusal(own("anna"), WRONG).orElseThrow()).contains("refused three times since " + first).contains("change the secret to try again")
            .contains("[AUTHENTICATIONFAILED] no").contains("anna").doesNotContain("wrong");
        clock.now = clock.now.plus(Duration.ofDays(30));
        assertThat(node().refusal(own("anna"), WRONG)).as("time does not mend a wrong password").isPresent();
    }

    @Test void aChangedSecretStartsAnew() {
        for (int i = 0; i < 3; i++) {
            refuse(own("anna"), WRONG);
        }
        refuse(own("anna"), Secret.of("wrong too"));
        accept(own("anna"), RIGHT);
        assertThat(node().refusal(own("anna"), WRONG)).as("the wrong one stays wrong").isPresent();
    }

    @Test void anotherLoginOrServerIsNotMeant() {
        for (int i = 0; i < 3; i++) {
            refuse(own("anna"), WRONG);
        }
        refuse(own("boris"), WRONG);
        MailAccount elsewhere = new MailAccount(MailEndpoint.of("imap.corp.test", 993, TransportSecurity.TLS), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(),
            SecretReference.parse("env:X"));
        refuse(elsewhere, WRONG);
    }

    @Test void aSuccessClearsTheCount() {
        refuse(own("anna"), RIGHT);
        refuse(own("anna"), RIGHT);
        accept(own("anna"), RIGHT);
        for (int i = 0; i < 3; i++) {
            refuse(own("anna"), RIGHT);
        }
        assertThat(node().refusal(own("anna"), RIGHT)).isPresent();
    }

    @Test void aBrokenConnectionDoesNotCount() {
        refuse(own("anna"), WRONG);
        for (int i = 0; i < 10; i++) {
            assertThat(node().refusal(own("anna"), WRONG)).isEmpty();
            node().unclear(own("anna"), WRONG);
        }
    }

    @Test void aDoubtfulSecretIsTriedByOneAtATime() {
        refuse(own("anna"), WRONG);
        assertThat(node().refusal(own("anna"), WRONG)).isEmpty();
        assertThatThrownBy(() -> node().refusal(own("anna"), WRONG)).isInstanceOfSatisfying(MigrationException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.THROTTLED));
        assertThat(pauses).as("it looked again a few times").hasPositiveValue();
        clock.now = clock.now.plus(Duration.ofMinutes(3));
        assertThat(node().refusal(own("anna"), WRONG)).as("a killed node holds nobody up for long").isEmpty();
    }

    @Test void aForgottenLoginIsTriedAgain() {
        for (int i = 0; i < 3; i++) {
            refuse(own("anna"), RIGHT);
        }
        assertThat(records.forgetLogin("anna")).isEqualTo(1);
        accept(own("anna"), RIGHT);
    }

    @Test void aMissingMailboxDoesNotLockTheMasterOut() {
        accept(throughMaster("anna"), RIGHT);
        for (int i = 0; i < 5; i++) {
            refuse(throughMaster("missing"), RIGHT);
        }
        accept(throughMaster("anna"), RIGHT);
        accept(throughMaster("boris"), RIGHT);
    }

    @Test void aMissingMailboxTriedFirstDoesNotEither() {
        for (int i = 0; i < 3; i++) {
            refuse(throughMaster("missing"), RIGHT);
        }
        assertThat(node().refusal(throughMaster("missing"), RIGHT).orElseThrow()).contains("migrator with missing").contains("three times");
        accept(throughMaster("anna"), RIGHT);
        refuse(throughMaster("missing"), RIGHT);
        accept(throughMaster("missing"), RIGHT);
    }

    @Test void aWrongMasterPasswordIsNotTriedWithEveryMailbox() {
        int tried = 0;
        for (int mailbox = 0; mailbox < 1_000; mailbox++) {
            if (node().refusal(throughMaster("user" + mailbox), WRONG).isEmpty()) {
                tried++;
                node().refused(throughMaster("user" + mailbox), WRONG, "NO no");
            }
        }
        assertThat(tried).isEqualTo(CountedLogins.MOST_OF_SERVICE);
        clock.now = clock.now.plus(CountedLogins.HOUR);
        refuse(throughMaster("user900"), WRONG);
        assertThat(node().refusal(throughMaster("user901"), WRONG)).as("one an hour").isPresent();
        refuse(throughMaster("user901"), RIGHT);
    }

    @Test void aMasterPasswordChangedOnTheServerIsNoticedAfterAFew() {
        accept(throughMaster("anna"), RIGHT);
        int tried = 0;
        for (int mailbox = 0; mailbox < 1_000; mailbox++) {
            if (node().refusal(throughMaster("user" + mailbox), RIGHT).isEmpty()) {
                tried++;
                node().refused(throughMaster("user" + mailbox), RIGHT, "NO no");
            }
        }
        assertThat(tried).isEqualTo(CountedLogins.MOST_OF_PROVEN);
    }

    @Test void anUntriedMasterIsTriedByOneAndThenByAll() {
        assertThat(node().refusal(throughMaster("anna"), RIGHT)).isEmpty();
        assertThatThrownBy(() -> node().refusal(throughMaster("boris"), RIGHT)).isInstanceOf(MigrationException.class);
        node().accepted(throughMaster("anna"), RIGHT);
        assertThat(node().refusal(throughMaster("boris"), RIGHT)).isEmpty();
        assertThat(node().refusal(throughMaster("carla"), RIGHT)).isEmpty();
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override public Instant instant() {
            return now;
        }
    }
}

package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.mailsync.imap.ScriptedServer.say;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.MessageEntry;

/** Each place of the conversation in which a server can ask us to come back later. */
class AskedPausesTest {
    private static final String EXCHANGE = "TAG BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds";
    private static final Duration UNNAMED = Duration.ofSeconds(30);

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach void stop() {
        server.close();
    }

    private MailStore open() {
        MailAccount account = new MailAccount(server.endpoint(TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(),
            SecretReference.parse("env:ANNA"));
        MailStores stores = new ImapMailStores(reference -> Secret.of("secret"), MailsyncSettings.defaults());
        return stores.open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    private static Duration pauseOf(Runnable call) {
        MigrationException thrown = catchThrowableOfType(MigrationException.class, call::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.kind()).as(thrown.getMessage()).isEqualTo(FailureKind.THROTTLED);
        return thrown.retryAfter().orElseThrow();
    }

    private static MessageEntry entry(long uid) {
        return new MessageEntry(uid, Flags.NONE, new InternalDate("01-Jan-2020 00:00:00 +0000"), 10);
    }

    private static Message message(String text) {
        return new Message(0, Flags.NONE, new InternalDate("01-Jan-2020 00:00:00 +0000"), Content.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"* BYE [UNAVAILABLE] try later", "* BYE Too many connections from your IP.", "* BYE [LIMIT] Too many simultaneous connections"})
    void aGreetingThatSendsUsAway(String greeting) {
        server.greets(greeting);
        assertThat(pauseOf(this::open)).isEqualTo(UNNAMED);
        assertThat(server.heard()).isEmpty();
    }

    @Test void aGreetingThatNamesItsTime() {
        server.greets("* BYE Suggested Backoff Time: 1500 milliseconds");
        assertThat(pauseOf(this::open)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test void anotherFarewellAtTheDoorIsTransient() {
        server.greets("* BYE Server shutting down");
        MigrationException thrown = catchThrowableOfType(MigrationException.class, this::open);
        assertThat(thrown.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(thrown).hasMessageContaining("Server shutting down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG NO [UNAVAILABLE] Temporary authentication failure.", "TAG NO [LIMIT] later", "TAG NO [THROTTLED] later", "TAG NO [INUSE] locked",
        "TAG NO [ALERT] Too many simultaneous connections. (Failure)", "TAG NO [ALERT] Account exceeded command or bandwidth limits. (Failure)",
        "TAG NO Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", "TAG NO Server Unavailable. 15",
        "TAG NO [AUTHENTICATIONFAILED] Too many login attempts, try again later", "* BYE Too many simultaneous connections"})
    void aLoginPutOffIsNoRefusedPassword(String answer) {
        server.on("LOGIN", (talk, tag, command) -> {
            say(answer).to(talk, tag, command);
            if (answer.startsWith("*")) {
                ScriptedServer.HANG_UP.to(talk, tag, command);
            }
        });
        assertThat(pauseOf(this::open)).isEqualTo(UNNAMED);
    }

    @Test void aLoginPutOffUntilATimeIsPutOffUntilThen() {
        server.on("LOGIN", say(EXCHANGE));
        assertThat(pauseOf(this::open)).isEqualTo(Duration.ofMillis(92_415));
    }

    @Test void aFolderInUse() {
        server.on("SELECT", say("TAG NO [INUSE] Mailbox in use"));
        try (MailStore store = open()) {
            assertThat(pauseOf(() -> store.openForWriting("INBOX"))).isEqualTo(UNNAMED);
        }
    }

    @Test void aFolderThatCannotBeReadYet() {
        server.on("EXAMINE", say(EXCHANGE)).on("STATUS", say(EXCHANGE)).on("LIST", say("* LIST () \"/\" INBOX", "TAG OK done"), say(EXCHANGE));
        try (MailStore store = open()) {
            assertThat(pauseOf(() -> store.openForReading("INBOX"))).isEqualTo(Duration.ofMillis(92_415));
            assertThat(pauseOf(() -> store.status("INBOX"))).isEqualTo(Duration.ofMillis(92_415));
            assertThat(pauseOf(store::folders)).isEqualTo(Duration.ofMillis(92_415));
        }
    }

    @ParameterizedTest @ValueSource(strings = {"BAD", "NO"})
    void aListingAndAReading(String status) {
        server.on("UID FETCH", say(EXCHANGE.replace("BAD", status)));
        try (MailStore store = open()) {
            var inbox = store.openForReading("INBOX");
            assertThat(pauseOf(() -> inbox.read(List.of(entry(1), entry(2)), message -> { }, (uid, reason) -> { }))).isEqualTo(Duration.ofMillis(92_415));
            assertThat(pauseOf(() -> inbox.entriesFrom(1))).isEqualTo(Duration.ofMillis(92_415));
        }
    }

    @Test void aMessageInTheMiddleOfABatch() {
        server.on("APPEND", (talk, tag, command) -> {
            talk.takeLiterals(command);
            talk.say(tag + " OK [APPENDUID 9 1] stored");
        }, (talk, tag, command) -> {
            talk.takeLiterals(command);
            talk.say(tag + " NO [THROTTLED] Suggested Backoff Time: 2500 milliseconds");
        });
        try (MailStore store = open()) {
            var inbox = store.openForWriting("INBOX");
            assertThat(pauseOf(() -> inbox.append(List.of(message("one"), message("two"), message("three"))))).isEqualTo(Duration.ofMillis(2500));
        }
    }

    @Test void aFarewellInTheMiddleOfWork() {
        server.on("UID FETCH", (talk, tag, command) -> {
            talk.say("* BYE [UNAVAILABLE] Suggested Backoff Time: 7000 milliseconds");
            ScriptedServer.HANG_UP.to(talk, tag, command);
        });
        try (MailStore store = open()) {
            var inbox = store.openForReading("INBOX");
            assertThat(pauseOf(() -> inbox.entriesFrom(1))).isEqualTo(Duration.ofMillis(7000));
        }
    }

    @Test void aFarewellWithACodeOnly() {
        server.on("STATUS", (talk, tag, command) -> {
            talk.say("* BYE [THROTTLED] see you");
            ScriptedServer.HANG_UP.to(talk, tag, command);
        });
        try (MailStore store = open()) {
            assertThat(pauseOf(() -> store.status("INBOX"))).isEqualTo(UNNAMED);
        }
    }
}

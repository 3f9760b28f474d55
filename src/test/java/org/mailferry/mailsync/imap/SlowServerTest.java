package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.AppendOutcome;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.OpenedFolder;
import org.springframework.util.unit.DataSize;

/** A server is judged by what moves, not by how long the whole takes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowServerTest {
    private static final String EACH = "IMAP4rev1 LITERAL+ UIDPLUS";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    /** More than the buffers between the two take at once. */
    private static final int LARGE = 24 << 20;

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach void stop() {
        server.close();
    }

    private MailStore open(Duration patience, DataSize slowestRate, Duration hardEnd) {
        MailsyncSettings settings = MailsyncSettings.defaults().withTimeout(patience).withSlowestRate(slowestRate);
        MailAccount account = new MailAccount(server.endpoint(TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(),
            SecretReference.parse("env:ANNA"));
        return new ImapMailStores(reference -> Secret.of("secret"), settings).open(account, Deadline.in(Clock.systemUTC(), Duration.ZERO, hardEnd));
    }

    private OpenedFolder inbox(String capabilities, DataSize slowestRate) {
        server.offers(capabilities);
        return open(SHORT, slowestRate, LONG).openForWriting("INBOX");
    }

    private static Message message(int size) {
        return new Message(1, Flags.NONE, new InternalDate("01-Jan-2020 00:00:00 +0000"), Content.of(new byte[size]));
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static void broke(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String words) {
        assertThatThrownBy(work).isInstanceOfSatisfying(MigrationException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(e).hasMessageContaining(words);
        });
    }

    /** Takes a literal little by little, for about a second. */
    private static void takeSlowly(ScriptedServer.Talk talk, int size) throws IOException {
        int step = size / 100;
        for (int left = size; left > 0; left -= step) {
            talk.take(Math.min(step, left));
            pause(Duration.ofMillis(10));
        }
        talk.hear();
    }

    @Test void aLargeMessageIsNotCutWhileItsBytesMove() {
        long[] took = new long[1];
        server.on("APPEND", (talk, tag, command) -> {
            long start = System.nanoTime();
            takeSlowly(talk, LARGE);
            took[0] = System.nanoTime() - start;
            talk.say(tag + " OK [APPENDUID 9 4] stored");
        });
        assertThat(inbox(EACH, DataSize.ofMegabytes(1000)).append(List.of(message(LARGE)))).singleElement().isInstanceOf(AppendOutcome.Stored.class);
        assertThat(Duration.ofNanos(took[0])).isGreaterThan(SHORT);
    }

    @Test void aServerThatTakesNothingIsCut() {
        server.on("APPEND", ScriptedServer.NOTHING_MORE);
        OpenedFolder inbox = inbox(EACH, DataSize.ofMegabytes(1));
        broke(() -> inbox.append(List.of(message(LARGE))), "took nothing for 0.4 s");
    }

    @Test void theAnswerToALargeMessageMayTakeLonger() {
        server.on("APPEND", (talk, tag, command) -> {
            talk.takeLiterals(command);
            pauses(8);
            talk.say(tag + " OK [APPENDUID 9 4] stored");
        });
        assertThat(inbox(EACH, DataSize.ofKilobytes(10)).append(List.of(message(100_000)))).singleElement().isInstanceOf(AppendOutcome.Stored.class);
    }

    private static void pauses(int tenths) {
        for (int i = 0; i < tenths; i++) {
            pause(Duration.ofMillis(100));
        }
    }

    @Test void theAnswerToManyMessagesTogetherCountsThemAll() {
        server.on("APPEND", (talk, tag, command) -> {
            talk.takeLiterals(command);
            pauses(8);
            talk.say(tag + " OK [APPENDUID 9 4:7] stored");
        });
        assertThat(inbox(EACH + " MULTIAPPEND", DataSize.ofKilobytes(40)).append(List.of(message(50_000), message(50_000), message(50_000), message(50_000))))
            .hasSize(4).allMatch(AppendOutcome.Stored.class::isInstance);
    }

    @Test void theLeaveToSendTheNextMayTakeAsLongAsStoringTheLast() {
        server.on("APPEND", (talk, tag, command) -> {
            talk.say("+ go on");
            talk.take(100_000);
            talk.hear();
            pauses(8);
            talk.say("+ go on");
            talk.take(5);
            talk.hear();
            talk.say(tag + " OK [APPENDUID 9 4:5] stored");
        });
        assertThat(inbox("IMAP4rev1 UIDPLUS MULTIAPPEND", DataSize.ofKilobytes(10)).append(List.of(message(100_000), message(5)))).hasSize(2)
            .allMatch(AppendOutcome.Stored.class::isInstance);
    }

    @Test void theAnswerToASmallMessageMayNot() {
        server.on("APPEND", ScriptedServer.NOTHING_MORE);
        OpenedFolder inbox = inbox(EACH, DataSize.ofKilobytes(10));
        broke(() -> inbox.append(List.of(message(5))), "said nothing for 0.4 s");
    }

    @Test void onceAnsweredTheSizeIsForgotten() {
        server.on("NOOP", ScriptedServer.NOTHING_MORE).on("STATUS", ScriptedServer.NOTHING_MORE);
        server.offers(EACH);
        MailStore store = open(SHORT, DataSize.ofBytes(1), LONG);
        OpenedFolder inbox = store.openForWriting("INBOX");
        inbox.append(List.of(message(100_000)));
        broke(() -> store.status("INBOX"), "said nothing for 0.4 s");
    }

    @Test void theHardEndCutsAWaitThatTheSizeWouldAllow() {
        server.offers(EACH).on("APPEND", ScriptedServer.NOTHING_MORE);
        OpenedFolder inbox = open(LONG, DataSize.ofBytes(1), Duration.ofSeconds(1)).openForWriting("INBOX");
        long start = System.nanoTime();
        assertThatThrownBy(() -> inbox.append(List.of(message(100_000)))).isInstanceOf(MigrationException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}

package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.mailsync.imap.ScriptedServer.say;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.AppendOutcome;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.OpenedFolder;

/** How messages are stored on servers that can do more or less, and what their answers mean. */
class AppendWaysTest {
    private static final String MULTI = "IMAP4rev1 LITERAL+ UIDPLUS MULTIAPPEND";
    private static final String EACH = "IMAP4rev1 LITERAL+ UIDPLUS";

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach void stop() {
        server.close();
    }

    private OpenedFolder inbox(String capabilities) {
        server.offers(capabilities);
        MailAccount account = new MailAccount(server.endpoint(TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(),
            SecretReference.parse("env:ANNA"));
        MailStores stores = new ImapMailStores(reference -> Secret.of("secret"), MailsyncSettings.defaults());
        MailStore store = stores.open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30)));
        return store.openForWriting("INBOX");
    }

    private static List<Message> messages(int... sizes) {
        return IntStream.of(sizes).mapToObj(size -> new Message(size, Flags.of("\\Seen"), new InternalDate("01-Jan-2020 00:00:00 +0000"),
            Content.of("x".repeat(size).getBytes(StandardCharsets.US_ASCII)))).toList();
    }

    private static ScriptedServer.Reaction taking(String answer) {
        return (talk, tag, command) -> {
            talk.takeLiterals(command);
            talk.say(answer.replace("TAG", tag));
        };
    }

    private List<String> appends() {
        return server.heard().stream().filter(line -> line.startsWith("APPEND")).toList();
    }

    @Test void manyMessagesTravelInOneCommandAndLearnTheirUids() {
        server.on("APPEND", taking("TAG OK [APPENDUID 9 304,319:320] stored"));
        OpenedFolder.Sending sending = inbox(MULTI).send(messages(5, 5000, 7));
        assertThat(sending.await()).containsExactly(stored(304), stored(319), stored(320));
        assertThat(sending.commands()).isEqualTo(1);
        assertThat(appends()).containsExactly("APPEND \"INBOX\" (\\Seen) \"01-Jan-2020 00:00:00 +0000\" {5+}");
    }

    private static AppendOutcome stored(long uid) {
        return new AppendOutcome.Stored(OptionalLong.of(uid));
    }

    @ParameterizedTest @ValueSource(strings = {"APPENDUID 9 3:2", "APPENDUID 9 7", "APPENDUID 9 1:4000000000", "APPENDUID 8 1:2", "APPENDUID 9 5,4",
        "APPENDUID 9 x", "APPENDUID 9 1:3", "APPENDUID"})
    void uidsThatCannotBeThoseOfTheMessagesAreUnknown(String code) {
        server.on("APPEND", taking("TAG OK [" + code + "] stored"));
        assertThat(inbox(MULTI).append(messages(5, 6))).containsOnly(new AppendOutcome.Stored(OptionalLong.empty()));
    }

    @Test void theNextBatchIsSentBeforeTheAnswerToTheLast() {
        List<String> tags = new ArrayList<>();
        server.on("APPEND", (talk, tag, command) -> {
            talk.takeLiterals(command);
            tags.add(tag);
            if (tags.size() == 2) {
                talk.say(tags.get(0) + " OK [APPENDUID 9 1:2] stored");
                talk.say(tags.get(1) + " OK [APPENDUID 9 3] stored");
            }
        });
        OpenedFolder inbox = inbox(MULTI);
        OpenedFolder.Sending first = inbox.send(messages(5, 6));
        OpenedFolder.Sending second = inbox.send(messages(7));
        assertThat(first.await()).containsExactly(stored(1), stored(2));
        assertThat(second.await()).containsExactly(stored(3));
    }

    @Test void aCommandRefusedAsAWholeBlamesNoSingleMessage() {
        server.on("APPEND", taking("TAG NO one of them is odd"), taking("TAG NO [OVERQUOTA] full"), taking("TAG BAD what is that"),
            taking("TAG OK [APPENDUID 9 4] stored"), taking("TAG NO odd"));
        OpenedFolder inbox = inbox(MULTI);
        assertThat(inbox.append(messages(5, 6))).containsOnly(new AppendOutcome.Undone("NO one of them is odd", false)).hasSize(2);
        assertThat(inbox.append(messages(5, 6))).containsOnly(new AppendOutcome.Undone("NO [OVERQUOTA] full", true));
        assertThat(inbox.append(messages(5, 6))).containsOnly(new AppendOutcome.Undone("BAD what is that", false));
        assertThat(inbox.append(messages(5, 6))).as("no MULTIAPPEND any more").containsExactly(stored(4), new AppendOutcome.Refused("NO odd"));
        assertThat(appends()).hasSize(5);
    }

    @ParameterizedTest @CsvSource({"LITERAL+,4097,{4097+}", "LITERAL-,4096,{4096+}", "LITERAL-,4097,{4097}", "UIDPLUS,1,{1}"})
    void literalsAreSentUnaskedWhereTheServerTakesThem(String capability, int size, String announced) {
        server.on("APPEND", taking("TAG OK [APPENDUID 9 4] stored"));
        assertThat(inbox("IMAP4rev1 " + capability).append(messages(size))).containsExactly(stored(4));
        assertThat(appends()).singleElement().asString().endsWith(announced);
    }

    @Test void aLiteralThatIsNotWantedLeavesTheConnectionAlive() {
        server.on("APPEND", say("TAG NO too large"), taking("TAG OK [APPENDUID 9 4] stored"));
        OpenedFolder inbox = inbox("IMAP4rev1 MULTIAPPEND");
        assertThat(inbox.append(messages(5, 6))).containsOnly(new AppendOutcome.Undone("NO too large", false));
        assertThat(inbox.append(messages(5))).containsExactly(stored(4));
    }

    @Test void aMessageAboveTheAnnouncedLimitIsNotSent() {
        server.on("APPEND", taking("TAG OK [APPENDUID 9 4:5] stored"));
        assertThat(inbox(MULTI + " APPENDLIMIT=100").append(messages(5, 101, 100)))
            .containsExactly(stored(4), new AppendOutcome.Refused("101 bytes, the server's limit is 100 (APPENDLIMIT)"), stored(5));
    }

    @Test void aFoldersOwnLimitIsAskedFor() {
        server.on("STATUS", say("* STATUS INBOX (APPENDLIMIT 50)", "TAG OK done"));
        assertThat(inbox(MULTI + " APPENDLIMIT").append(messages(51))).singleElement().isInstanceOf(AppendOutcome.Refused.class);
        assertThat(appends()).isEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {"[OVERQUOTA] Quota exceeded (mailbox for user is full)", "Quota exceeded", "[ALERT] You exceeded your mail quota.",
        "Over quota"})
    void aFullMailboxGetsAtMostFiveMoreCommands(String words) {
        server.on("APPEND", taking("TAG OK [APPENDUID 9 4] stored"), taking("TAG NO " + words));
        int[] sizes = new int[40];
        List<AppendOutcome> outcomes = inbox(EACH).append(messages(sizes));
        assertThat(outcomes.get(0)).isEqualTo(stored(4));
        assertThat(outcomes.get(1)).isEqualTo(new AppendOutcome.OverQuota("NO " + words));
        assertThat(outcomes.get(39)).isInstanceOf(AppendOutcome.Undone.class);
        assertThat(appends().size()).isLessThanOrEqualTo(2 + 5);
    }
}

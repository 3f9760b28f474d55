package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;

/** Every exit code that docs/sync.md promises, from a real run, with its last words; 6 is {@link SyncKilledTest}'s. */
class SyncExitCodesTest {
    private static final String MESSAGE = "Subject: s\r\n\r\nbody\r\n";

    private static DovecotServer sourceServer;
    private static DovecotServer targetServer;

    @TempDir Path folder;
    private final List<Duration> pauses = new ArrayList<>();
    private RefusingProxy source;
    private RefusingProxy target;
    private SyncShell shell;
    private String login = "";

    @BeforeAll static void start() {
        sourceServer = DovecotServer.start(Layout.PLAIN);
        targetServer = DovecotServer.start(Layout.PLAIN.with("mail_plugins = quota\nprotocol imap {\n mail_plugins = quota imap_quota\n}\n"
            + "plugin {\n quota = count:User quota\n quota_vsizes = yes\n quota_rule = *:storage=1M\n quota_grace = 0%\n}"));
    }

    @AfterAll static void stop() {
        if (sourceServer != null) {
            sourceServer.close();
        }
        if (targetServer != null) {
            targetServer.close();
        }
    }

    @BeforeEach void serversInBetween(TestInfo test) {
        login = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT) + "@corp.test";
        source = new RefusingProxy(sourceServer.port());
        target = new RefusingProxy(targetServer.port());
        shell = new SyncShell(sourceServer, targetServer, folder).pausing(pauses::add);
    }

    @AfterEach void close() throws IOException {
        source.close();
        target.close();
    }

    private List<String> ends() {
        return List.of("--host1", "127.0.0.1", "--port1", source.port(), "--nossl1", "--notls1", "--user1", login,
            "--host2", "127.0.0.1", "--port2", target.port(), "--nossl2", "--notls2", "--user2", login);
    }

    /** Ends with that code, and says so in its last lines. */
    private void ends(int code, List<String> arguments, String... lastWords) {
        int ended = shell.run(DovecotServer.USER_PASSWORD, arguments);
        String said = shell.out.toString() + shell.err;
        assertThat(ended).as(said).isEqualTo(code);
        assertThat(said).contains(lastWords).doesNotContain(DovecotServer.USER_PASSWORD, "\tat ", "Exception");
    }

    private void sync(int code, List<String> more, String... lastWords) {
        ends(code, SyncShell.with(ends(), "--state", folder.resolve("state").toString(), more.toArray(String[]::new)), lastWords);
    }

    @Test void everyPromisedCodeIsThereAndNoOther() throws IOException {
        TreeSet<Integer> promised = new TreeSet<>();
        Pattern.compile("(?m)^\\| ([0-9, ]+) \\| ").matcher(Files.readString(Path.of("docs/sync.md"))).results()
            .forEach(row -> Arrays.stream(row.group(1).split(", ")).map(Integer::valueOf).forEach(promised::add));
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).containsExactlyElementsOf(promised);
    }

    @Test void zeroWhenAllIsWell() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        sync(0, List.of(), "All is well.");
    }

    @Test void oneForWhatHasNoCode() {
        source.greets("* PREAUTH welcome");
        sync(1, List.of(), "PREAUTH", "needs a server that asks for a login", "Exit 1: something else went wrong.");
    }

    @Test void tenWhenTheConnectionBreaksFiveTimes() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        source.hangsUp(5, "EXAMINE");
        sync(10, List.of(), "The connection to 127.0.0.1:" + source.port(), "Exit 10: a connection broke again and again. Run the same command again");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        sync(0, List.of(), "1 messages (");
    }

    @Test void twelveWithoutTrustOrStarttls() {
        List<String> tls = List.of("--host1", "127.0.0.1", "--port1", String.valueOf(sourceServer.tlsPort()), "--user1", login, "--host2", "127.0.0.1", "--port2",
            target.port(), "--nossl2", "--notls2", "--user2", login, "--nostate");
        ends(12, tls, "The certificate of 127.0.0.1:" + sourceServer.tlsPort(), "Exit 12: a connection cannot be protected. --certificate1");
        source.refuses("STARTTLS", "NO not today");
        ends(12, SyncShell.with(List.of("--host1", "127.0.0.1", "--port1", source.port(), "--nossl1", "--tls1", "--user1", login), "--host2", "127.0.0.1", "--port2",
            target.port(), "--nossl2", "--notls2", "--user2", login, "--nostate"), "refused STARTTLS", "nothing was sent in the clear", "Exit 12");
    }

    @Test void sixteenWhenALoginThatWorkedIsRefused() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        source.hangsUp(1, "EXAMINE").refusesAfter(1, "AUTHENTICATE|LOGIN", "NO [AUTHENTICATIONFAILED] gone");
        sync(16, List.of(), "127.0.0.1:" + source.port(), "Exit 16: a login was refused in the middle. Once it works again");
    }

    @Test void twentyOneWithoutTheSubfolder() {
        sync(21, List.of("--subfolder1", "Nowhere"), "'Nowhere'", "Exit 21: the folder of --subfolder1 does not exist. --justfoldersizes");
        sync(21, List.of("--subfolder1", "Nowhere", "--dry"), "'Nowhere'", "Exit 21");
    }

    @Test void sixtyFourAndSixtySixForArguments() throws IOException {
        sync(64, List.of("--foldr", "INBOX"), "--folder");
        ends(66, List.of("--host1", "a", "--host2", "b", "--batch", folder.resolve("absent").toString()), "absent cannot be read: there is no such file");
        Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe4, ';', 'x'});
        ends(66, List.of("--host1", "a", "--host2", "b", "--batch", latin.toString()), "latin cannot be read: it is not written in UTF-8");
    }

    @Test void sixtyNineWhenTheStateIsInUse() throws IOException {
        sync(0, List.of(), "All is well.");
        try (FileChannel state = FileChannel.open(folder.resolve("state.mv.db"), StandardOpenOption.WRITE); FileLock lock = state.lock()) {
            assertThat(lock.isValid()).isTrue();
            sync(69, List.of(), "state", "another run uses it");
        }
    }

    @Test void seventyForADefect() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        List<String> arguments = SyncShell.with(ends(), "--nostate");
        int ended = shell.run(DovecotServer.USER_PASSWORD, arguments, new PrintWriter(shell.out, true) {
            @Override public void println(String line) {
                if (line.endsWith("opened")) {
                    throw new IllegalStateException("no room on the paper");
                }
                super.println(line);
            }
        });
        assertThat(ended).isEqualTo(70);
        assertThat(shell.out.toString()).contains("no room on the paper", "Exit 70: a defect of this program. Please report it.").doesNotContain(DovecotServer.USER_PASSWORD);
    }

    @Test void hundredAndOneAndTwoWhenASideIsAway() throws IOException {
        String away = source.port();
        source.close();
        sync(101, List.of(), "127.0.0.1:" + away + " cannot be reached", "Exit 101: the source cannot be reached. See --host1");
        source = new RefusingProxy(sourceServer.port());
        target.close();
        sync(102, List.of(), "127.0.0.1:" + target.port() + " cannot be reached", "Exit 102: the target cannot be reached. See --host2");
    }

    @Test void hundredAndElevenForAListAndForDelete2() throws IOException {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        Path list = Files.writeString(folder.resolve("list"), login + ";" + DovecotServer.USER_PASSWORD + ";" + login + ";" + DovecotServer.USER_PASSWORD
            + "\nnobody;wrong;nobody;wrong\n");
        ends(111, List.of("--host1", "127.0.0.1", "--port1", source.port(), "--nossl1", "--notls1", "--host2", "127.0.0.1", "--port2", target.port(), "--nossl2",
            "--notls2", "--batch", list.toString(), "--nostate"), "FAILED  nobody at 127.0.0.1", "exit 161", "2 mailboxes, 1 failed");
        SyncShell.deliver(targetServer, login, "INBOX", MESSAGE + "1", MESSAGE + "2");
        sync(111, List.of("--delete2"), "2 of 3 messages on the target would be deleted", "--delete2share", "Exit 111: not everything was done.");
    }

    @Test void hundredAndTwelveAtErrorsMax() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        target.refuses("APPEND", "NO [LIMIT] too large");
        sync(112, List.of("--errorsmax", "1"), "INBOX: UID 1 refused", "Stopped at --errorsmax. Run the same command again", "Exit 112: stopped at --errorsmax.");
    }

    @Test void hundredAndThirteenWhenTheTargetIsFull() {
        SyncShell.deliver(sourceServer, login, "INBOX", "Subject: l\r\n\r\n" + "z".repeat(1_500_000) + "\r\n");
        sync(113, List.of(), "Exit 113: the target mailbox is full. Make room or raise its quota");
    }

    @Test void hundredAndFourteenAndNineteenWhenTheTargetRefusesMessages() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE, MESSAGE + "2");
        target.refuses("APPEND", "NO This is not for us");
        sync(114, List.of(), "UID 2 refused", "This is not for us", "Exit 114: the target refused messages. They are named above");
        target = new RefusingProxy(targetServer.port()).refuses("APPEND", "NO Eicar-Test-Signature virus found");
        ends(119, SyncShell.with(ends(), "--nostate"), "UID 1 refused", "virus found", "Exit 119: the target refused messages for a virus. They are named above");
    }

    @Test void hundredAndFifteenWhenTheSourceDoesNotGiveThem() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        source.refuses("UID FETCH .*BODY", "NO [SERVERBUG] the file is damaged");
        sync(115, List.of(), "INBOX: UID 1 refused", "the file is damaged", "Exit 115: the source did not give messages. They are named above");
    }

    @Test void hundredAndSixteenWhenFoldersAreNotCreated() {
        SyncShell.deliver(sourceServer, login, "Projects", MESSAGE);
        target.refuses("CREATE", "NO [NOPERM] ask the administrator");
        sync(116, List.of(), "Projects: refused", "ask the administrator", "Exit 116: the target refused to create folders. They are named above");
    }

    @Test void hundredAndSeventeenWhenFoldersAreNotOpenedOrListed() {
        SyncShell.deliver(sourceServer, login, "Projects", MESSAGE);
        source.refuses("EXAMINE \"?Projects", "NO [NOPERM] not yours");
        sync(117, List.of(), "Projects: refused", "not yours", "Exit 117: folders could not be opened. They are named above");
        sync(117, List.of("--dry"), "not yours", "Exit 117");
        source.refuses("LIST", "NO [NOPERM] no list");
        sync(117, List.of(), "no list", "Exit 117");
    }

    @Test void hundredAndSeventeenWhenDelete2IsTriedAndAFolderDoesNotOpen() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE);
        sync(0, List.of(), "All is well.");
        source.refuses("EXAMINE", "NO [NOPERM] not yours");
        sync(117, List.of("--delete2", "--dry"), "not yours", "Exit 117");
        sync(111, List.of("--delete2"), "not yours", "Exit 111: not everything was done.");
    }

    @Test void hundredAndEighteenAtExitWhenOver() {
        SyncShell.deliver(sourceServer, login, "INBOX", MESSAGE, MESSAGE + "2");
        sync(118, List.of("--exitwhenover", "10"), "Stopped at --exitwhenover. Run the same command again to go on", "Exit 118: stopped at --exitwhenover.");
    }

    @Test void hundredAndSixtyOneAndTwoWhenALoginIsRefused() {
        source.refuses("AUTHENTICATE|LOGIN", "NO [AUTHENTICATIONFAILED] no");
        sync(161, List.of(), login, "Exit 161: the source refused the login. See --user1 and its password.");
        source = new RefusingProxy(sourceServer.port());
        target.refuses("AUTHENTICATE|LOGIN", "NO [AUTHENTICATIONFAILED] no");
        sync(162, List.of(), login, "Exit 162: the target refused the login. See --user2 and its password.");
    }
}

package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;

/** The command as a user meets it: what it does, what it says, and its exit codes. */
class SyncCommandTest {
    private static DovecotServer source;
    private static DovecotServer target;

    @TempDir Path folder;
    private SyncShell shell;
    private String login = "";

    @BeforeAll static void start() {
        source = DovecotServer.start(Layout.PLAIN);
        target = DovecotServer.start(Layout.DOTTED.with("mail_plugins = quota\nprotocol imap {\n mail_plugins = quota imap_quota\n}\n"
            + "plugin {\n quota = count:User quota\n quota_vsizes = yes\n quota_rule = *:storage=2M\n quota_grace = 0%\n}"));
    }

    @AfterAll static void stop() {
        if (source != null) {
            source.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @BeforeEach void aMailboxOfItsOwn(TestInfo test) {
        login = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT) + "@corp.test";
        shell = new SyncShell(source, target, folder);
    }

    private static String[] messages(int count) {
        return IntStream.range(0, count).mapToObj(i -> "Subject: " + i + "\r\n\r\nbody " + i + "\r\n").toArray(String[]::new);
    }

    @Test void copiesOnceAndThenOnlyWhatIsNew() {
        SyncShell.deliver(source, login, "INBOX", messages(5));
        SyncShell.deliver(source, login, "Projects/Alpha", messages(2));
        assertThat(shell.sync(login)).isZero();
        assertThat(shell.out.toString()).contains("7 messages", "copied in", "All is well.", "Projects/Alpha -> INBOX.Projects.Alpha");
        assertThat(SyncShell.mail(target, login, "INBOX")).isEqualTo(SyncShell.mail(source, login, "INBOX"));
        assertThat(SyncShell.mail(target, login, "INBOX.Projects.Alpha")).hasSize(2);
        SyncShell.deliver(source, login, "INBOX", "Subject: new\r\n\r\n");
        assertThat(shell.sync(login)).isZero();
        assertThat(shell.out.toString()).contains("INBOX: 1 copied").contains("1 messages (");
        assertThat(shell.sync(login)).isZero();
        assertThat(shell.out.toString()).contains("0 messages (0 B) copied");
        assertThat(SyncShell.mail(target, login, "INBOX")).hasSize(6);
    }

    @Test void withoutStateWhatIsThereIsFoundByContent() {
        SyncShell.deliver(source, login, "INBOX", messages(4));
        List<String> arguments = SyncShell.with(shell.servers(), "--user1", login, "--user2", login, "--nostate");
        assertThat(shell.run(DovecotServer.USER_PASSWORD, arguments)).isZero();
        assertThat(shell.run(DovecotServer.USER_PASSWORD, arguments)).isZero();
        assertThat(shell.out.toString()).contains("INBOX: 0 copied, 4 already there");
        assertThat(SyncShell.mail(target, login, "INBOX")).hasSize(4);
    }

    @Test void jsonHasAnObjectOnEveryLineAndTheSumsAtTheEnd() throws IOException {
        SyncShell.deliver(source, login, "INBOX", messages(3));
        assertThat(shell.sync(login, "--json", "--maxsize", "1000000", "--foldersizes")).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : shell.out.toString().split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).extracting(line -> line.path("event").asText()).containsExactly("begun", "measured", "folder", "folderDone", "finished", "summary");
        JsonNode finished = lines.get(4);
        assertThat(finished.path("copied").asInt()).isEqualTo(3);
        assertThat(finished.path("exit").asInt()).isZero();
        assertThat(finished.path("folders").get(0).path("folder").asText()).isEqualTo("INBOX");
        assertThat(lines.get(5).path("mailboxes").asInt()).isEqualTo(1);
    }

    @Test void filtersLeaveOutAndCount() {
        SyncShell.deliver(source, login, "INBOX", "Subject: s\r\n\r\n", "Subject: l\r\n\r\n" + "x".repeat(5000) + "\r\n");
        SyncShell.deliver(source, login, "Junk", messages(2));
        assertThat(shell.sync(login, "--maxsize", "1000", "--exclude", "^Junk$", "--subfolder2", "Archive 2024")).isZero();
        assertThat(shell.out.toString()).contains("left out").containsPattern("All +4 +1 +0 +0 +3");
        assertThat(SyncShell.mail(target, login, "INBOX.Archive 2024.INBOX")).hasSize(1);
        assertThat(shell.sync(login, "--maxage", "1", "--subfolder2", "Archive 2024", "--quiet")).isZero();
        assertThat(shell.out.toString() + shell.err).isEmpty();
    }

    @Test void justLoginAndJustFoldersAndJustFolderSizes() {
        SyncShell.deliver(source, login, "A/B", messages(2));
        assertThat(shell.sync(login, "--justlogin")).isZero();
        assertThat(shell.out.toString()).contains("Logged in on the source", "Logged in on the target", "prefix 'INBOX.'");
        assertThat(shell.sync(login, "--justfolders")).isZero();
        assertThat(SyncShell.mail(target, login, "INBOX.A.B")).isEmpty();
        assertThat(shell.sync(login, "--justfoldersizes")).isZero();
        assertThat(shell.out.toString()).contains("source  A/B: 2 messages", "target  INBOX.A.B: 0 messages");
    }

    @Test void dryChangesNothingAndSaysWhatWouldBeDone() {
        SyncShell.deliver(source, login, "INBOX", messages(3));
        SyncShell.deliver(source, login, "A/B", messages(2));
        assertThat(shell.sync(login, "--dry", "--exclude", "^INBOX")).isZero();
        assertThat(shell.out.toString()).contains("INBOX: left out, 3 messages", "A/B: to INBOX.A.B, which would be created", "2 of 2 messages", "In all 2 messages");
        assertThat(shell.sync(login)).isZero();
        SyncShell.deliver(source, login, "A/B", "Subject: later\r\n\r\n");
        assertThat(shell.sync(login, "--dry")).isZero();
        assertThat(shell.out.toString()).contains("INBOX: to INBOX: nothing new among 3 messages", "A/B: to INBOX.A.B", "1 of 3 messages");
        assertThat(SyncShell.mail(target, login, "INBOX.A.B")).hasSize(2);
    }

    @Test void delete2MakesTheTargetAMirrorAndStopsBeforeADisaster() {
        SyncShell.deliver(source, login, "INBOX", messages(6));
        assertThat(shell.sync(login)).isZero();
        SyncShell.expunge(source, login, "INBOX", "2");
        SyncShell.deliver(target, login, "INBOX", "Subject: only here\r\n\r\n");
        assertThat(shell.sync(login, "--delete2", "--dry")).isZero();
        assertThat(shell.out.toString()).contains("INBOX: 2 of 7 messages would be deleted");
        assertThat(SyncShell.mail(target, login, "INBOX")).hasSize(7);
        assertThat(shell.sync(login, "--delete2", "--delete2share", "10")).isEqualTo(111);
        assertThat(shell.out.toString()).contains("2 of 7 messages on the target would be deleted, more than 10 %");
        assertThat(shell.sync(login, "--delete2")).isZero();
        assertThat(shell.out.toString()).contains("2 messages were deleted on the target");
        assertThat(SyncShell.mail(target, login, "INBOX")).isEqualTo(SyncShell.mail(source, login, "INBOX"));
        SyncShell.deliver(source, login, "INBOX", "Subject: only here\r\n\r\n", messages(6)[1]);
        assertThat(shell.sync(login, "--delete2")).isZero();
        assertThat(SyncShell.mail(target, login, "INBOX")).as("what was deleted and comes again").isEqualTo(SyncShell.mail(source, login, "INBOX"));
        SyncShell.expunge(source, login, "INBOX", "1:*");
        assertThat(shell.sync(login, "--delete2", "--delete2share", "100")).isEqualTo(111);
        assertThat(shell.out.toString()).contains("The source holds no message at all");
        assertThat(SyncShell.mail(target, login, "INBOX")).hasSize(7);
    }

    @Test void delete2TouchesOnlyTheFoldersAskedFor() {
        SyncShell.deliver(source, login, "INBOX", messages(3));
        SyncShell.deliver(source, login, "Sent", messages(3));
        assertThat(shell.sync(login)).isZero();
        for (String name : List.of("INBOX", "Sent")) {
            SyncShell.expunge(source, login, name, "1");
        }
        assertThat(shell.sync(login, "--delete2", "--folder", "INBOX")).isZero();
        assertThat(shell.out.toString()).contains("1 messages were deleted");
        assertThat(SyncShell.mail(target, login, "INBOX.Sent")).hasSize(3);
    }

    @Test void delete2LeavesWhatTheRulesDoNotSpeakOf() {
        SyncShell.deliver(source, login, "INBOX", "Subject: small\r\n\r\n", "Subject: large\r\n\r\n" + "x".repeat(5000) + "\r\n");
        SyncShell.deliver(target, login, "INBOX", "Subject: large\r\n\r\n" + "x".repeat(5000) + "\r\n");
        assertThat(shell.sync(login, "--delete2", "--maxsize", "1000")).isZero();
        assertThat(SyncShell.mail(target, login, "INBOX")).hasSize(2);
    }

    @Test void listsOfMailboxesAreWorkedOffTogether() throws IOException {
        for (int i = 0; i < 5; i++) {
            SyncShell.deliver(source, i + login, "INBOX", messages(2));
        }
        Path list = Files.writeString(folder.resolve("list"), "# old;new\n" + String.join("\n", IntStream.range(0, 5)
            .mapToObj(i -> i + login + ";" + DovecotServer.USER_PASSWORD + ";" + i + login + ";\"" + DovecotServer.USER_PASSWORD + "\"").toList()) + "\n");
        List<String> arguments = SyncShell.with(shell.servers(), "--batch", list.toString(), "--parallel", "3", "--state", folder.resolve("state").toString());
        assertThat(shell.run("not used", arguments)).isZero();
        assertThat(shell.out.toString()).contains("5 mailboxes, 0 failed; 10 copied").doesNotContain(DovecotServer.USER_PASSWORD);
        Files.writeString(list, "nobody@corp.test;wrong;nobody@corp.test;wrong\n", StandardOpenOption.APPEND);
        assertThat(shell.run("not used", arguments)).isEqualTo(111);
        assertThat(shell.out.toString()).contains("6 mailboxes, 1 failed").contains("FAILED  nobody@corp.test").contains("exit 161");
        Files.writeString(list, "a;b\n" + login + ";x;" + login + ";x\n" + login + ";y;" + login + ";y\n", StandardOpenOption.APPEND);
        assertThat(shell.run("not used", arguments)).isEqualTo(64);
        assertThat(shell.err.toString()).contains("Line 8: 2 fields", "Line 10: the same mailboxes as in line 9", "Nothing was copied");
    }

    @Test void loginsThatAreRefused() {
        assertThat(shell.run("wrong", SyncShell.with(shell.servers(), "--user1", login, "--user2", login, "--nostate"))).isEqualTo(161);
        List<String> second = SyncShell.with(shell.servers(), "--user1", login, "--user2", login, "--nostate", "--masteruser2", "nobody");
        assertThat(shell.run(DovecotServer.USER_PASSWORD, second)).isEqualTo(162);
        assertThat(shell.out.toString()).contains("Exit 162: the target refused the login.");
    }

    @Test void serversThatCannotBeReachedOrTrusted() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(shell.sync(login, "--port1", String.valueOf(closed))).isEqualTo(64);
        assertThat(shell.run("x", List.of("--host1", "127.0.0.1", "--port1", String.valueOf(closed), "--nossl1", "--notls1", "--user1", login, "--host2", "127.0.0.1",
            "--port2", String.valueOf(target.port()), "--nossl2", "--notls2", "--user2", login, "--nostate"))).isEqualTo(101);
        assertThat(shell.run(DovecotServer.USER_PASSWORD, List.of("--host1", "127.0.0.1", "--port1", String.valueOf(source.port()), "--nossl1", "--notls1", "--user1",
            login, "--host2", "127.0.0.1", "--port2", String.valueOf(closed), "--nossl2", "--notls2", "--user2", login, "--nostate"))).isEqualTo(102);
        List<String> tls = List.of("--host1", "127.0.0.1", "--port1", String.valueOf(source.tlsPort()), "--user1", login, "--host2", "127.0.0.1", "--port2",
            String.valueOf(target.tlsPort()), "--user2", login, "--nostate");
        assertThat(shell.run(DovecotServer.USER_PASSWORD, tls)).isEqualTo(12);
        assertThat(shell.run(DovecotServer.USER_PASSWORD, SyncShell.with(tls, "--certificate1", source.fingerprint(), "--certificate2", target.fingerprint()))).isZero();
    }

    @Test void aFullTargetAndLimitsOfTheRun() {
        SyncShell.deliver(source, login, "INBOX", IntStream.range(0, 4).mapToObj(i -> "Subject: " + i + "\r\n\r\n" + "z".repeat(900_000) + "\r\n").toArray(String[]::new));
        SyncShell.deliver(source, "few" + login, "INBOX", IntStream.range(0, 9).mapToObj(i -> "Subject: " + i + "\r\n\r\n" + "z".repeat(90_000)).toArray(String[]::new));
        assertThat(shell.sync(login)).isEqualTo(113);
        assertThat(shell.out.toString()).contains("Exit 113");
        assertThat(shell.sync("few" + login, "--exitwhenover", "50000")).isEqualTo(118);
        assertThat(shell.sync("few" + login)).isZero();
        assertThat(SyncShell.mail(target, "few" + login, "INBOX")).hasSize(9);
    }

    @Test void whatIsWrongWithTheArguments() throws IOException {
        assertThat(shell.sync(login, "--subfolder1", "Nowhere")).isEqualTo(21);
        assertThat(shell.out.toString()).contains("'Nowhere'");
        assertThat(shell.sync(login, "--foldr", "INBOX")).isEqualTo(64);
        assertThat(shell.err.toString()).contains("--folder");
        assertThat(shell.sync(login, "--addheader")).isEqualTo(64);
        assertThat(shell.err.toString()).contains("--addheader is refused: ");
        assertThat(shell.sync(login, "--useuid", "--debug", "--quiet")).isZero();
        assertThat(shell.err.toString()).contains("Note: --useuid: ");
        assertThat(shell.run("x", List.of("--host1", "a", "--host2", "b", "--batch", folder.resolve("absent").toString()))).isEqualTo(66);
        assertThat(shell.run("x", SyncShell.with(shell.servers(), "--user1", login))).isEqualTo(64);
    }

    @Test void aStateThatIsInUseOrNoState() throws IOException {
        assertThat(shell.sync(login)).isZero();
        try (FileChannel state = FileChannel.open(folder.resolve("state.mv.db"), StandardOpenOption.WRITE); FileLock lock = state.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(shell.sync(login)).isEqualTo(69);
            assertThat(shell.err.toString()).contains("another run uses it");
        }
        Path broken = Files.writeString(folder.resolve("broken.mv.db"), "this is no database ".repeat(1000));
        assertThat(shell.run(DovecotServer.USER_PASSWORD, SyncShell.with(shell.servers(), "--user1", login, "--user2", login, "--state", broken.toString()))).isEqualTo(69);
        assertThat(shell.err.toString()).contains("cannot be used");
    }

    @Test void passwordsAreNowhere() throws IOException {
        String canary = "Kanarienvogel-" + login.hashCode();
        SyncShell.deliver(source, login, "INBOX", messages(2));
        for (String output : List.of("--json", "--noprogress", "--quiet")) {
            List<String> arguments = SyncShell.with(shell.servers(), "--user1", login, "--user2", login, "--state", folder.resolve("state").toString(), output,
                "--logfile", folder.resolve("log").toString());
            assertThat(shell.run(canary, arguments)).isEqualTo(161);
            assertThat(shell.out.toString() + shell.err).doesNotContain(canary);
            assertThat(shell.run("", SyncShell.with(arguments, "--password1", canary, "--password2", canary))).isEqualTo(161);
            assertThat(shell.out.toString() + shell.err).doesNotContain(canary);
        }
        assertThat(shell.sync(login)).isZero();
        for (Path file : Files.list(folder).toList()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(canary, DovecotServer.USER_PASSWORD);
        }
    }

    @Test void reasonsHaveTheirCodes() {
        assertThat(RunWatch.codeOf("The source did not give it: NO")).isEqualTo(ExitCode.ERR_FETCH);
        assertThat(RunWatch.codeOf("The source does not tell what it is")).isEqualTo(ExitCode.ERR_FETCH);
        assertThat(RunWatch.codeOf("The target did not take it: NO message contains a Virus")).isEqualTo(ExitCode.ERR_APPEND_VIRUS);
        assertThat(RunWatch.codeOf("The target did not take it: NO [LIMIT]")).isEqualTo(ExitCode.ERR_APPEND);
        assertThat(java.util.Arrays.stream(ExitCode.values()).map(ExitCode::number)).containsExactly(0, 1, 6, 10, 12, 16, 21, 64, 66, 69, 70, 101, 102, 111, 112,
            113, 114, 115, 116, 117, 118, 119, 161, 162);
    }
}

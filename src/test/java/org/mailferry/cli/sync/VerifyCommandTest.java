package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.cli.endpoint.Surroundings;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;

/** What {@code verify} says about two mailboxes on real servers: slashes here, dots below INBOX there. */
class VerifyCommandTest {
    private static final String MONDAY = "\"06-Jan-2020 10:00:00 +0300\"";
    private static DovecotServer source;
    private static DovecotServer target;

    private String login = "";
    private String out = "";

    @BeforeAll static void start() {
        source = DovecotServer.start(Layout.PLAIN);
        target = DovecotServer.start(Layout.DOTTED);
    }

    @AfterAll static void stop() {
        if (source != null) {
            source.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @BeforeEach void twoMailboxesThatAreTheSame(TestInfo test) {
        login = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT) + "@corp.test";
        on(source, talk -> fill(talk, "", "/"));
        on(target, talk -> fill(talk, "INBOX.", "."));
    }

    private static void fill(ImapTalk talk, String prefix, String separator) {
        String deep = prefix + "Work" + separator + "2020";
        talk.ok("CREATE \"" + deep + "\"");
        talk.append("INBOX", "(\\Seen $Forwarded) " + MONDAY, bytes("Message-ID: <one@corp.test>\r\n\r\none\r\n"));
        talk.append("INBOX", "() " + MONDAY, bytes("Subject: twin\r\n\r\ntwin\r\n"));
        talk.append("INBOX", "(\\Flagged) \"07-Jan-2020 10:00:00 +0300\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
        talk.append(deep, "() " + MONDAY, bytes("no header at all"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void on(DovecotServer server, Consumer<ImapTalk> what) {
        try (ImapTalk talk = new ImapTalk(server.port(), login, DovecotServer.USER_PASSWORD)) {
            what.accept(talk);
        }
    }

    private int verify(String... more) {
        List<String> args = new ArrayList<>(List.of("--host1", "127.0.0.1", "--port1", String.valueOf(source.port()), "--nossl1", "--notls1", "--user1", login,
            "--host2", "127.0.0.1", "--port2", String.valueOf(target.port()), "--nossl2", "--notls2", "--user2", login));
        args.addAll(List.of(more));
        StringWriter text = new StringWriter();
        Surroundings around = new Surroundings(name -> name.startsWith("MAILFERRY_PASSWORD") ? Optional.of(DovecotServer.USER_PASSWORD) : Optional.empty(),
            question -> Optional.empty());
        int code = VerifyCommand.line(around).setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true)).execute(args.toArray(String[]::new));
        out = text.toString();
        assertThat(out).doesNotContain(DovecotServer.USER_PASSWORD);
        return code;
    }

    @Test void equalMailboxesAreTheSame() {
        assertThat(verify()).as(out).isZero();
        assertThat(out).contains("Work/2020 -> INBOX.Work.2020: 1 and 1 messages compared", "2 folders, 4 messages on the source, 4 on the target: the same.");
        on(target, talk -> talk.ok("CREATE INBOX.Trash"));
        assertThat(verify()).as("an empty folder is no mail").isZero();
        assertThat(out).contains("The empty folder 'INBOX.Trash' is only on the target");
    }

    @Test void everyDifferenceIsNamed() {
        on(source, talk -> talk.append("INBOX", "() " + MONDAY, bytes("Subject: missing\r\n\r\n")));
        on(target, talk -> {
            talk.append("INBOX", "() \"07-Jan-2020 10:00:00 +0300\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
            talk.append("INBOX", "() \"08-Jan-2020 10:00:00 +0300\"", bytes("Subject: extra\r\n\r\n"));
            talk.ok("SELECT INBOX");
            talk.ok("STORE 2 +FLAGS (\\Answered)");
            talk.ok("STORE 1 -FLAGS ($Forwarded)");
        });
        assertThat(verify()).isEqualTo(1);
        assertThat(out).contains("MISSING INBOX UID 4: ", "DUPLICATED INBOX target UID 4: ", "EXTRA INBOX target UID 5: ",
            "FLAGS INBOX UID 1 target UID 1: ($Forwarded \\Seen) became (\\Seen)", "FLAGS INBOX UID 2 target UID 2: () became (\\Answered)",
            "1 MISSING, 1 DUPLICATED, 1 EXTRA, 2 FLAGS.");
        assertThat(verify("--allowextra")).isEqualTo(1);
        assertThat(out).doesNotContain("EXTRA");
    }

    @Test void changedBytesAndDatesAreTold() {
        on(target, talk -> {
            talk.ok("SELECT INBOX");
            talk.ok("STORE 1,3 +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
            talk.append("INBOX", "(\\Seen $Forwarded) " + MONDAY, bytes("X-Added: by the copier\r\nMessage-ID: <one@corp.test>\r\n\r\none\r\n"));
            talk.append("INBOX", "(\\Flagged) \"09-Jan-2020 10:00:00 +0300\"", bytes("Subject: twin\r\n\r\ntwin\r\n"));
        });
        assertThat(verify()).isEqualTo(1);
        assertThat(out).contains("ALTERED INBOX UID 1 target UID 4: ", "DATE INBOX UID 3 target UID 5: 2020-01-07T07:00:00Z became 2020-01-09T07:00:00Z",
            "1 ALTERED, 1 DATE.");
    }

    @Test void foldersOnOneSideOnlyAreTold() {
        on(source, talk -> talk.ok("CREATE Lost"));
        on(target, talk -> {
            talk.ok("CREATE INBOX.Own");
            talk.append("INBOX.Own", "()", bytes("own"));
        });
        assertThat(verify()).isEqualTo(1);
        assertThat(out).contains("FOLDER_MISSING Lost: with 0 messages", "FOLDER_EXTRA INBOX.Own: with 1 messages");
        assertThat(verify("--exclude", "Lost", "--allowextra")).as(out).isZero();
        assertThat(verify("--folder", "Work/2020")).as("nothing is said about the others").isZero();
        assertThat(verify("--folder", "Nowhere")).as("nothing compared is not the same").isEqualTo(69);
    }

    @Test void namesAreMappedAsWhenCopying() {
        on(source, talk -> {
            talk.ok("CREATE Old");
            talk.append("Old", "() " + MONDAY, bytes("old"));
        });
        on(target, talk -> {
            talk.ok("CREATE INBOX.New");
            talk.append("INBOX.New", "() " + MONDAY, bytes("old"));
        });
        assertThat(verify("--f1f2", "Old=INBOX.New")).as(out).isZero();
        assertThat(verify("--regextrans2", "s/Old/New/")).as(out).isZero();
        assertThat(verify("--f1f2", "Old=INBOX")).as("two folders in one prove nothing").isEqualTo(1);
        assertThat(out).contains("FOLDER_REFUSED");
    }

    @Test void machinesReadTheSame() {
        on(source, talk -> talk.append("INBOX", "() " + MONDAY, bytes("Subject: missing\r\n\r\n")));
        assertThat(verify("--json")).isEqualTo(1);
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).startsWith("{\"event\":"));
        assertThat(out).contains("{\"event\":\"difference\",\"kind\":\"MISSING\",\"folder\":\"INBOX\",\"sourceUid\":4,",
            "\"same\":false", "\"differences\":{\"MISSING\":1}");
    }

    @Test void theStateOfTheCopyExplainsDifferencesAndExcusesNone(@TempDir Path folder) {
        String state = folder.resolve("state").toString();
        assertThat(new SyncShell(source, target, folder).sync(login)).isZero();
        assertThat(verify("--state", state)).as(out).isZero();
        on(source, talk -> talk.append("INBOX", "() " + MONDAY, bytes("Subject: late\r\n\r\n")));
        on(target, talk -> {
            talk.ok("SELECT INBOX");
            talk.ok("STORE 1 +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
        });
        assertThat(verify("--state", state)).isEqualTo(1);
        assertThat(out).contains("REMOVED INBOX UID 1: ", "PENDING INBOX UID 4: ", "1 REMOVED, 1 PENDING.").doesNotContain("MISSING");
        assertThat(verify()).isEqualTo(1);
        assertThat(out).contains("2 MISSING.");
    }

    @Test void whatCannotBeComparedHasTheCodesOfSync() {
        assertThat(verify("--password2", "wrong")).isEqualTo(162);
        assertThat(verify("--password1", "wrong")).isEqualTo(161);
        assertThat(verify("--port2", "1")).isIn(64, 102);
        assertThat(verify("--state", "/nowhere/at/all")).isEqualTo(64);
    }
}

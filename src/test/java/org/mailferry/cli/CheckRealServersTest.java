package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.database.TestDatabase;
import org.mailferry.runbook.PreparedServers;
import org.mailferry.secret.SecretStore;

/** Every check from the shell, once, against real servers. */
class CheckRealServersTest {
    @TempDir private static Path company;
    private static PreparedServers servers;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll static void start() throws IOException {
        servers = new PreparedServers(company);
    }

    @AfterAll static void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @BeforeEach void settings() throws IOException {
        System.setProperty("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("db") + TestDatabase.H2_MODE);
        System.setProperty("mailferry.secret.key-file", Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal()).toString());
    }

    @AfterEach void back() {
        List.of("spring.datasource.url", "mailferry.secret.key-file").forEach(System::clearProperty);
    }

    @Test void portsAnswer() {
        assertThat(check("ports")).as(seen()).isZero();
        assertThat(out.toString()).contains("target SMTP 127.0.0.1:");
    }

    @Test void namesAreAllThere() {
        assertThat(check("dns")).as(seen()).isZero();
        assertThat(out.toString()).contains("name:psnapi.corp.test", "srv:_submissions._tcp.corp.test", "ptr:mail.corp.test", "dmarc:corp.test");
    }

    @Test void theDirectoryKnowsEveryMailbox() {
        assertThat(check("directory")).as(seen()).isZero();
    }

    @Test void theReportOfTheDirectoryNamesEveryFinding() throws IOException {
        Path report = folder.resolve("report.csv");
        assertThat(MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), "check", "directory", servers.plan.toString(), "--json",
            "--report", report.toString())).as(seen()).isZero();
        assertThat(out.toString()).contains("\"directory:target\"", "4 accounts of the target");
        assertThat(Files.readAllLines(report)).hasSizeGreaterThan(1).contains("missing-until-wave,V15,no,\"director@corp.test\",\"director@corp.test has no account yet; wave board makes it.\"");
    }

    @Test void theDirectorysGroupsAreOfferedAsListsOfThePlan() throws IOException {
        assertThat(MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), "plan", "lists", servers.plan.toString())).as(seen()).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            lists:
              - address: "sales@corp.test"
                name: "Sales"
                members: ["ivanova@corp.test", "petrov@corp.test"]
                # no mailbox: cn=gone,ou=people,dc=corp,dc=test
            """);
        Path copy = Files.createDirectories(folder.resolve("with-lists"));
        Files.copy(servers.plan.resolve("mailboxes.csv"), copy.resolve("mailboxes.csv"));
        Files.writeString(copy.resolve("plan.yaml"), Files.readString(servers.plan.resolve("plan.yaml")) + out);
        assertThat(MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), "plan", "check", copy.toString())).as(seen()).isZero();
    }

    @Test void aWrongPasswordIsNamedAndNoSecretIsSaid() {
        assertThat(check("logins")).as(seen()).isEqualTo(1);
        assertThat(flat()).contains("RED E22 login:source 4 mailboxes: 3 good, 1 refused.", "director@corp.test: ", "GREEN T22 login:target 4 mailboxes: 3 good, 1 without an account on the target yet")
            .doesNotContain(PreparedServers.WRONG_PASSWORD).doesNotContain(PreparedServers.OWN_PASSWORD).doesNotContain(PreparedServers.PBM_PASSWORD);
    }

    @Test void aMessageTooLargeIsNamedWithFolderAndSize() {
        assertThat(check("sizes")).as(seen()).isEqualTo(1);
        assertThat(flat()).contains("sidorov@corp.test: 1 message is larger than 50.0 KB (the target's IMAP server, APPENDLIMIT): Archive: 58.6 KB of 12-Mar-2020 07:00:00 +0000, UID 1");
    }

    @Test void aMailboxWithoutRoomIsNamed() {
        assertThat(check("quota")).as(seen()).isEqualTo(1);
        assertThat(flat()).contains("sidorov@corp.test: 58.6 KB on the source, 10.0 KB free of 10.0 KB on the target");
    }

    @Test void theRoundTripLeavesNothing() {
        assertThat(check("roundtrip")).as(seen()).isZero();
        assertThat(flat()).contains("a folder with Cyrillic letters", "the message's bytes", "Nothing of it was left there.");
        assertThat(servers.testUsersFolders()).singleElement().asString().endsWith(" INBOX");
    }

    @Test void allIsEverythingOnce() throws IOException {
        assertThat(check("all")).as(seen()).isEqualTo(1);
        // The README shows it.
        Files.writeString(Path.of("target/check-all.txt"), out.toString());
        assertThat(out.toString()).contains("login:source", "size:messages", "quota:target", "roundtrip:target", "port:127.0.0.1:", "mx:corp.test", " red");
    }

    private int check(String kind) {
        return MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), "check", kind, servers.plan.toString());
    }

    private String seen() {
        return err.toString() + out;
    }

    /** Without the line breaks of the terminal. */
    private String flat() {
        return out.toString().replaceAll("\\s+", " ");
    }
}

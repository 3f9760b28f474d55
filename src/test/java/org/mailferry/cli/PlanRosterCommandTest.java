package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.database.TestDatabase;
import org.mailferry.secret.SecretStore;

class PlanRosterCommandTest {
    private static final List<String> SETTINGS = List.of("spring.datasource.url", "mailferry.secret.key-file");

    @TempDir private Path folder;
    private Path plan = Path.of("");
    private Path roster = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void makePlan() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal());
        System.setProperty("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("db") + TestDatabase.H2_MODE);
        System.setProperty("mailferry.secret.key-file", key.toString());
        plan = folder.resolve("spring");
        roster = folder.resolve("roster");
        run("plan", "new", plan.toString());
        Path yaml = plan.resolve("plan.yaml");
        // The example's source is opened through a delegate; here each mailbox has its own password.
        Files.writeString(yaml, Files.readString(yaml).replaceFirst("mode: exchange-delegate\\b.*\\R(\\s+)login:.*\\R\\s+password:.*", "mode: own-password")
            // Any target but MyOffice, which needs names that most rosters do not have.
            .replace("kind: myoffice ", "kind: imap ").replaceFirst("  pbm:.*\\R(    .*\\R)+", ""));
        Path csv = plan.resolve("mailboxes.csv");
        Files.writeString(csv, Files.readString(csv).replace(",source_login,", ",source_login,source_password,")
            .replaceAll("(?m)^(\\w+@.*),([^,]*),([^,]*)$", "$1,$2,env:X,$3"));
        out.getBuffer().setLength(0);
    }

    @AfterEach void back() {
        SETTINGS.forEach(System::clearProperty);
    }

    @Test void passwordsGoToTheStoreAndReferencesIntoThePlan() throws IOException {
        assertThat(run("plan", "check", plan.toString())).as(out + "" + err).isZero();
        Files.writeString(roster, "nina@corp.example;canary-1;nina@corp.example;canary-2\nboris;canary-3;boris;canary-4\n");
        String before = Files.readString(plan.resolve("mailboxes.csv"));
        assertThat(run("plan", "import", "--format", "imapsync", "--wave", "sales", "--domain", "corp.example", plan.toString(), roster.toString()))
            .as(out + "" + err).isZero();
        String after = Files.readString(plan.resolve("mailboxes.csv"));
        assertThat(after).startsWith(before.lines().findFirst().orElseThrow()).contains("nina@corp.example,,sales,", "store:spring/source/nina@corp.example",
            "\nboris@corp.example,,sales,");
        assertThat(after.lines().filter(line -> line.startsWith("#"))).hasSameSizeAs(before.lines().filter(line -> line.startsWith("#")).toList());
        assertThat(out + "" + err + after).doesNotContain("canary-");
        assertThat(out.toString()).contains("2 mailboxes taken into wave 'sales', 2 passwords kept");
    }

    @Test void whatWasTakenIsGivenBackAsAnyRoster() throws IOException {
        Files.writeString(roster, "EmailAddress,UserName,Password\nnina@corp.example,corp\\nina,canary-1\n");
        run("plan", "import", "--format", "microsoft", "--wave", "board", plan.toString(), roster.toString());
        Path csv = plan.resolve("mailboxes.csv");
        Files.writeString(csv, Files.readString(csv).replace("nina@corp.example,,board,,", "nina@corp.example,,board,Anna,Orlova"));
        Path written = folder.resolve("given");
        String board = Files.readString(csv).lines().filter(line -> !line.startsWith("director@")).collect(java.util.stream.Collectors.joining("\n"));
        Files.writeString(csv, board + "\n");
        assertThat(run("plan", "export", "--format", "microsoft", "--wave", "board", "--with-passwords", plan.toString(), written.toString()))
            .as(out + "" + err).isZero();
        assertThat(written).hasContent("EmailAddress,UserName,Password\nnina@corp.example,corp\\nina,canary-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written))).isEqualTo("rw-------");
        assertThat(run("plan", "export", "--format", "vk", "--wave", "board", plan.toString(), written.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is there already");
        assertThat(out + "" + err).doesNotContain("canary-");
    }

    @Test void aRosterWithABadLineChangesNothing() throws IOException {
        String before = Files.readString(plan.resolve("mailboxes.csv"));
        Files.writeString(roster, "nina@corp.example;canary-1;nina@corp.example;canary-2\nboris@corp.example;canary-3\n");
        assertThat(run("plan", "import", "--format", "imapsync", "--wave", "sales", plan.toString(), roster.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("roster: line 2: has 2 fields").doesNotContain("canary-");
        assertThat(plan.resolve("mailboxes.csv")).hasContent(before);
        assertThat(folder.resolve("db.mv.db")).as("no store was opened").doesNotExist();
    }

    @Test void aMailboxThatThePlanRefusesChangesNothing() throws IOException {
        String before = Files.readString(plan.resolve("mailboxes.csv"));
        Files.writeString(roster, "nina@elsewhere.example;canary-1;nina@elsewhere.example;canary-2\npetrov@corp.example;canary-1;petrov@corp.example;canary-2\n");
        assertThat(run("plan", "import", "--format", "imapsync", "--wave", "autumn", plan.toString(), roster.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("nina@elsewhere.example is in none of the plan's domains", "source address petrov@corp.example stands in line",
            "wave 'autumn' is not in plan.yaml").doesNotContain("canary-");
        assertThat(plan.resolve("mailboxes.csv")).hasContent(before);
    }

    @Test void theExamplesHeaderGrowsByTheColumnsThatAreNeeded() throws IOException {
        Path csv = plan.resolve("mailboxes.csv");
        Files.writeString(csv, Files.readString(csv).replace(",source_password,", ",").replaceAll(",env:X,", ","));
        Files.writeString(roster, "nina@corp.example;canary-1;nina@corp.example;canary-2\n");
        run("plan", "import", "--format", "imapsync", "--wave", "sales", plan.toString(), roster.toString());
        assertThat(Files.readString(csv)).contains("source_login,target_login,source_password\n", "\nsidorov@corp.example,,sales,Семён,\"Сидоров, мл.\",,5GB,sidorov,,\n",
            ",store:spring/source/nina@corp.example");
    }

    private int run(String... arguments) {
        return MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}

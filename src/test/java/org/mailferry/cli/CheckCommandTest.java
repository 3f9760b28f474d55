package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckTable;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.secret.SecretStore;

class CheckCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void settings() throws IOException {
        System.setProperty("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("db") + TestDatabase.H2_MODE);
        System.setProperty("mailferry.secret.key-file", Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal()).toString());
    }

    @AfterEach void back() {
        List.of("spring.datasource.url", "mailferry.secret.key-file").forEach(System::clearProperty);
    }

    @Test void redPortsAreListedAndEndWithOne() throws IOException {
        String plan = planOnThisHost();
        assertThat(run("check", "ports", plan)).as(err.toString()).isEqualTo(1);
        assertThat(out.toString()).contains("RED     V26   port:127.0.0.1:", "nobody listens", " red");
    }

    @Test void jsonHoldsTheSameChecks() throws IOException {
        String plan = planOnThisHost();
        assertThat(run("check", "ports", "--json", plan)).as(err.toString()).isEqualTo(1);
        assertThat(out.toString().strip()).startsWith("[").endsWith("]").contains("\"status\" : \"RED\"", "\"row\" : \"V26\"");
    }

    @Test void whatTheTargetLacksIsListedPartByPart() throws IOException {
        try (PbmSimulator pbm = new PbmSimulator(0, PbmSimulator.Settings.of("corp.example", Secret.of("canary-Creator1")), Clock.systemUTC())) {
            Path plan = Path.of(planOnThisHost());
            Path password = Files.writeString(folder.resolve("pbm"), "canary-Creator1");
            Path yaml = plan.resolve("plan.yaml");
            Files.writeString(yaml, Files.readString(yaml).replace("https://pbm.new.corp.example", pbm.url()).replace("file:/run/secrets/pbm", "file:" + password));
            assertThat(run("check", "target", plan.toString())).as(err.toString()).isEqualTo(1);
            assertThat(out.toString()).contains("RED     P57   target:domain:corp.example", "RED     P19   target:account:", "create: ", "GREEN   P19   target:account:creator@corp.example")
                .doesNotContain("canary");
            assertThat(pbm.calls()).as("only looked").noneMatch(call -> call.kind().startsWith("PUT") || call.kind().startsWith("PATCH"));
        }
    }

    @Test void wrongArgumentsEndWithTwo() {
        assertThat(run("check", "moon", folder.toString())).isEqualTo(2);
        assertThat(run("check")).isEqualTo(2);
    }

    @Test void textIsWrappedAndCannotMoveTheCursor() {
        String table = CheckLines.of(new CheckTable(List.of(new CheckResult("a", "V1", Status.RED, "one \u001b[2J" + "word ".repeat(40)))), 60);
        assertThat(table).doesNotContain("\u001b");
        assertThat(table.lines()).allMatch(line -> line.length() < 60);
    }

    private String planOnThisHost() throws IOException {
        Path plan = folder.resolve("spring");
        run("plan", "new", plan.toString());
        Path yaml = plan.resolve("plan.yaml");
        Files.writeString(yaml, Files.readString(yaml).replaceAll("host: [a-z.]+", "host: 127.0.0.1").replaceAll("port: \\d+", "port: " + closedPort()));
        out.getBuffer().setLength(0);
        return plan.toString();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private int run(String... arguments) {
        return MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}

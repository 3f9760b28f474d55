package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test void newPlanIsValidAndIsNeverOverwritten() throws IOException {
        Path plan = folder.resolve("spring");
        assertThat(run("plan", "new", plan.toString())).isZero();
        assertThat(run("plan", "check", plan.toString())).isZero();
        assertThat(out.toString()).contains("Plan 'spring' is valid: 4 mailboxes in 4 waves. SHA-256 ");
        Files.writeString(plan.resolve("plan.yaml"), "mine");
        assertThat(run("plan", "new", plan.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is there already; nothing was changed");
        assertThat(plan.resolve("plan.yaml")).hasContent("mine");
    }

    @Test void eachProblemIsOneLineWithFileAndLine() throws IOException {
        Path plan = folder.resolve("spring");
        run("plan", "new", plan.toString());
        Files.writeString(plan.resolve("plan.yaml"), Files.readString(plan.resolve("plan.yaml")).replace("port: 993", "port: 0"));
        Files.writeString(plan.resolve("mailboxes.csv"), Files.readString(plan.resolve("mailboxes.csv")).replace("ivanova@corp.example,,pilot", "ivanova,,pilott"));
        assertThat(run("plan", "check", plan.toString())).isEqualTo(1);
        assertThat(out.toString().lines().skip(1)).containsExactly(
            "plan.yaml:9: source.imap.port must be a port from 1 to 65535",
            "plan.yaml:" + (lineOf(plan, "    host: imap.new.corp.example") + 1) + ": target.imap.port must be a port from 1 to 65535",
            "plan.yaml:" + lineOf(plan, "  - name: pilot") + ": waves[2]: wave 'pilot' has no mailbox in mailboxes.csv",
            "mailboxes.csv:6: wave 'pilott' is not in plan.yaml, did you mean 'pilot'?",
            "mailboxes.csv:6: source: 'ivanova' is not an e-mail address (expected local@domain, no spaces)");
        assertThat(err.toString()).isEqualToIgnoringNewLines("5 problems in both files; the plan cannot be used");
        assertThat(run("plan", "show", plan.toString())).isEqualTo(1);
    }

    private static int lineOf(Path plan, String text) throws IOException {
        return Files.readAllLines(plan.resolve("plan.yaml")).indexOf(text) + 1;
    }

    @Test void missingFolderIsAProblemAndNoStackTrace() {
        assertThat(run("plan", "check", folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("plan.yaml:1: The file is missing");
        assertThat(run("plan", "new", folder.resolve("Our Plan").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("'Our Plan' is not a plan name").doesNotContain("\tat ");
    }

    @Test void shownPlanListsWavesInTheirOrderAndNoSecret() {
        Path plan = folder.resolve("spring");
        run("plan", "new", plan.toString());
        assertThat(run("plan", "show", plan.toString())).isZero();
        assertThat(out.toString()).containsSubsequence("source", "exchange", "mail.corp.example:993 (tls)", "opened by corp/migration (exchange-delegate) with env:SOURCE_PASSWORD",
            "target", "myoffice", "test-user", "pilot", "sales", "5.0 GB", "board", "20.0 GB", "in all", "31.0 GB", "Fri, Sat, Sun  20:00 to 06:00 Europe/Moscow",
            "olga, maria");
    }

    private int run(String... arguments) {
        return MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}

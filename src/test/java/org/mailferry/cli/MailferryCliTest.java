package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MailferryCliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test void noCommandServeAndSettingsServe() {
        assertThat(MailferryCli.serves(new String[] {})).isTrue();
        assertThat(MailferryCli.serves(new String[] {"serve"})).isTrue();
        assertThat(MailferryCli.serves(new String[] {"serve", "--server.port=8443"})).isTrue();
        assertThat(MailferryCli.serves(new String[] {"--server.port=8443"})).isTrue();
        assertThat(MailferryCli.withoutServe(new String[] {"serve", "--a=b"})).containsExactly("--a=b");
        assertThat(MailferryCli.withoutServe(new String[] {"--a=b"})).containsExactly("--a=b");
    }

    @Test void questionsAndCommandsDoNotServe() {
        assertThat(MailferryCli.serves(new String[] {"--version"})).isFalse();
        assertThat(MailferryCli.serves(new String[] {"--help"})).isFalse();
        assertThat(MailferryCli.serves(new String[] {"serve", "--help"})).isFalse();
        assertThat(MailferryCli.serves(new String[] {"plan", "check", "x"})).isFalse();
    }

    @Test void helpNamesEveryCommandAndTheFirstSteps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "plan", "secret", "plan new plans/spring");
        assertThat(run("plan", "--help")).isZero();
        assertThat(out.toString()).contains("new", "check", "show", "start");
    }

    @Test void unknownCommandIsRefusedWithASuggestion() {
        assertThat(run("plann", "check")).isEqualTo(2);
        assertThat(err.toString()).contains("plann").contains("Did you mean");
        assertThat(run("plan")).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?");
    }

    @Test void versionNamesProductAndJava() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("Mailferry ").contains("Java ");
    }

    private int run(String... arguments) {
        return MailferryCli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}

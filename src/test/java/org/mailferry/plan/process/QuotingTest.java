package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {
    @ParameterizedTest @ValueSource(strings = {"sean.o'neill@corp.test", "$(touch /tmp/x)", "a b", "`id`", "$HOME", "\\", "'; rm -rf / #", "-n", "a\"b", "!!", "*", "a;b|c&d>e", "", "Ольга"})
    void aPosixShellReadsExactlyTheValue(String nasty) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + Quoting.shell(nasty)).redirectErrorStream(true).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(nasty);
        assertThat(shell.waitFor()).isZero();
    }

    @ParameterizedTest @ValueSource(strings = {"sean.o'neill@corp.test", "$env:PATH", "$(Remove-Item x)", "a b", "`n", "\"; exit", "sean.o\u2019neill", "\u2018\u201A\u201B'"})
    void powerShellReadsExactlyTheValue(String nasty) {
        String quoted = Quoting.powerShell(nasty);
        assertThat(readAsPowerShell(quoted)).isEqualTo(nasty);
    }

    @Test void whatIsNotSeenCannotEndTheLine() {
        assertThat(Quoting.shell("a\nrm -rf /\r\u2028\u202Eb")).isEqualTo("'arm -rf /b'");
        assertThat(Quoting.powerShell("a\r\nb")).isEqualTo("'ab'");
    }

    @Test void sectionsOfAPageQuote() {
        Map<String, Object> words = new HashMap<>(Map.of("name", "o'neill $x"));
        Quoting.into(words);
        assertThat(PageFiles.compiler().compile("{{#ps}}{{name}}{{/ps}} {{#sh}}virt.{{name}}{{/sh}}").execute(words)).isEqualTo("'o''neill $x' 'virt.o'\\''neill $x'");
    }

    /** By the language's rule: any of its single quotes ends the text unless another follows, and then the first of both stands for itself. */
    private static String readAsPowerShell(String quoted) {
        StringBuilder read = new StringBuilder();
        int at = 1;
        while (at < quoted.length() - 1) {
            boolean quote = "'\u2018\u2019\u201A\u201B".indexOf(quoted.charAt(at)) >= 0;
            if (quote) {
                assertThat("'\u2018\u2019\u201A\u201B".indexOf(quoted.charAt(at + 1)) >= 0 && at + 1 < quoted.length() - 1).as("the text ends early at %s in %s", at, quoted).isTrue();
            }
            read.append(quoted.charAt(at));
            at += quote ? 2 : 1;
        }
        return read.toString();
    }
}

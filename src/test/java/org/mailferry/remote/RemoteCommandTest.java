package org.mailferry.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteCommandTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test void plainWordsAreReadableAndOthersAreQuoted() {
        assertThat(command("sudo", "-n", "/home/deployer/sync_all.sh", "Anna.Smith+x@corp.test").line())
            .isEqualTo("sudo -n /home/deployer/sync_all.sh Anna.Smith+x@corp.test");
        assertThat(command("sh", "", "two words", "it's", "$(reboot)").line()).isEqualTo("sh '' 'two words' 'it'\\''s' '$(reboot)'");
    }

    @Test void everyArgumentReachesTheProgramByteForByteThroughARealShell() throws Exception {
        long seed = System.nanoTime();
        System.out.println("RemoteCommandTest seed " + seed);
        Random random = new Random(seed);
        String alphabet = "a1 '\"\\$`!*?[]{}()<>|&;#~=%^-_.@ёЖ漢";
        for (int round = 0; round < 50; round++) {
            List<String> words = IntStream.range(0, 1 + random.nextInt(8)).mapToObj(index -> word(random, alphabet)).toList();
            assertThat(throughShell(new RemoteCommand("printf", concat("%s\\0", words), MINUTE, false).line())).as("seed %d", seed).isEqualTo(words);
        }
    }

    @Test void controlCharactersAreRefusedBecauseQuotesDoNotHoldThemEverywhere() {
        for (String bad : new String[] {"a\nreboot", "a\u0000", "a\u0003", "a\u001b[0m", "a\u0085"}) {
            assertThatThrownBy(() -> command("echo", bad)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("control character");
        }
        assertThatThrownBy(() -> command("-rf")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RemoteCommand("true", List.of(), Duration.ZERO, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RemoteCommand command(String program, String... arguments) {
        return new RemoteCommand(program, List.of(arguments), MINUTE, false);
    }

    private static String word(Random random, String alphabet) {
        int[] letters = alphabet.codePoints().toArray();
        return random.ints(random.nextInt(12), 0, letters.length).map(index -> letters[index])
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static List<String> concat(String first, List<String> rest) {
        return IntStream.rangeClosed(0, rest.size()).mapToObj(index -> index == 0 ? first : rest.get(index - 1)).toList();
    }

    private static List<String> throughShell(String line) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh");
        shell.environment().put("LC_ALL", "C");
        Process process = shell.redirectErrorStream(true).start();
        process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return List.of(said.substring(0, said.length() - 1).split("\0", -1));
    }
}

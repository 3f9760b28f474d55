package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;

/** A process that is killed in the middle goes on where it stopped. */
class SyncKilledTest {
    private static final String LOGIN = "anna@corp.test";
    private static final List<String> FOLDERS = List.of("INBOX", "Sent", "Archive");

    @TempDir Path folder;

    @Test void killedAgainAndAgainNothingIsLostOrDoubled() throws Exception {
        try (DovecotServer source = DovecotServer.start(Layout.PLAIN); DovecotServer target = DovecotServer.start(Layout.PLAIN)) {
            for (String name : FOLDERS) {
                SyncShell.deliver(source, LOGIN, name, IntStream.range(0, 250).mapToObj(i -> "Subject: " + name + i % 200 + "\r\n\r\n" + "x".repeat(i)).toArray(String[]::new));
            }
            SyncShell shell = new SyncShell(source, target, folder);
            for (int kill = 1; kill <= 3; kill++) {
                Process process = shell.start(LOGIN, "--maxmessagespersecond", "400");
                readUntil(process, "opened", kill == 1 ? 1 : 2);
                process.destroyForcibly();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            Process last = shell.start(LOGIN);
            String said = new String(last.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(last.waitFor()).as(said).isZero();
            for (String name : FOLDERS) {
                assertThat(SyncShell.mail(target, LOGIN, name)).as(name).isEqualTo(SyncShell.mail(source, LOGIN, name));
            }
        }
    }

    @Test void aSignalEndsItWithSixAndAReport() throws Exception {
        try (DovecotServer source = DovecotServer.start(Layout.PLAIN); DovecotServer target = DovecotServer.start(Layout.PLAIN)) {
            SyncShell.deliver(source, LOGIN, "INBOX", IntStream.range(0, 500).mapToObj(i -> "Subject: " + i + "\r\n\r\n").toArray(String[]::new));
            SyncShell shell = new SyncShell(source, target, folder);
            Process process = shell.start(LOGIN, "--maxmessagespersecond", "20");
            BufferedReader lines = readUntil(process, "opened", 1);
            process.toHandle().destroy();
            String said = lines.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor()).as(said).isEqualTo(6);
            assertThat(said).contains("Stopping after the messages under way", "Run the same command again to go on");
        }
    }

    private static BufferedReader readUntil(Process process, String word, int times) throws IOException {
        BufferedReader lines = process.inputReader();
        int seen = 0;
        while (seen < times) {
            String line = lines.readLine();
            assertThat(line).as("the process ended before").isNotNull();
            seen += line.contains(word) ? 1 : 0;
        }
        return lines;
    }
}

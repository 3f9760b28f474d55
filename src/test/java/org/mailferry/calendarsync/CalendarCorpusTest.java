package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calendars of other projects' tests, below the folder that {@code -Dmailferry.corpora} names; skipped without it. */
class CalendarCorpusTest {
    @Test void everyFileIsReadAndWrittenToTheByte() throws IOException {
        for (Path file : files()) {
            byte[] octets = Files.readAllBytes(file);
            ContentLines lines = ContentLines.parse(octets);
            assertThat(lines.octets()).as("%s", file).isEqualTo(octets);
        }
    }

    /** What is folded anew says the same. */
    @Test void everyLineSaysTheSameWhenItIsFoldedAnew() throws IOException {
        for (Path file : files()) {
            for (ContentLine line : ContentLines.parse(Files.readAllBytes(file)).lines()) {
                ContentLine again = ContentLines.parse(Folding.fold(Folding.unfold(line.raw()))).lines().get(0);
                if (line.isProperty() && line.value().indexOf('\uFFFD') < 0) {
                    assertThat(again.value()).as("%s: %s", file, line).isEqualTo(line.value());
                }
            }
        }
    }

    private static List<Path> files() throws IOException {
        String corpora = System.getProperty("mailferry.corpora", "");
        assumeTrue(!corpora.isEmpty(), "mailferry.corpora is not set: tests on calendars of others are skipped");
        try (Stream<Path> found = Files.walk(Path.of(corpora, "ics"))) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }
}

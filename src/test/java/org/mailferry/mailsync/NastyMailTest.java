package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.mailsync.RealSides.Side;

/**
 * Messages that no good program writes, between all kinds of server. Whatever the source server takes arrives as it gives it out; what
 * the target refuses or alters is listed with folder, UID and reason.
 */
class NastyMailTest {
    private static RealSides sides;

    @BeforeAll static void start() {
        sides = new RealSides();
    }

    @AfterAll static void stop() {
        if (sides != null) {
            sides.close();
        }
    }

    static Stream<Side> sources() {
        return sides.all().stream();
    }

    @ParameterizedTest @MethodSource("sources") void whatTheSourceTakesArrivesOnceOrIsListed(Side source) {
        long seed = Long.getLong("mailferry.seed", System.nanoTime());
        System.out.println("Seed " + seed);
        deliver(source, "nasty", NastyMail.written(seed), 1 + new Random(seed).nextInt(15));
    }

    /** {@code -Dmailferry.corpora=DIR}: every file below DIR as a message, once as it is and once with CRLF at the ends of lines. */
    @ParameterizedTest @MethodSource("sources")
    @EnabledIfSystemProperty(named = "mailferry.corpora", matches = ".+", disabledReason = "-Dmailferry.corpora=DIR names no folder with messages")
    void everyFileOfACorpusArrivesOrIsListed(Side source) throws IOException {
        Path folder = Path.of(System.getProperty("mailferry.corpora"));
        Map<String, byte[]> mail = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                mail.put(name, Files.readAllBytes(file));
                mail.put(name + ", CRLF", new String(mail.get(name), StandardCharsets.ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        deliver(source, "corpus", mail, 0);
    }

    private static void deliver(Side source, String kind, Map<String, byte[]> mail, int lost) {
        String login = kind + "@corp.test";
        Map<String, String> notTaken = Delivery.fill(source, login, mail);
        System.out.printf("%s took %d of %d; not %s%n", source, mail.size() - notTaken.size(), mail.size(), notTaken.size() > 40 ? Map.of() : notTaken);
        assertThat(notTaken).hasSizeLessThan(mail.size());
        for (RealSides.Pair pair : sides.pairsFrom(source)) {
            String there = kind + "-from-" + source.kind().toLowerCase(Locale.ROOT) + "@corp.test";
            Delivery delivery = new Delivery(pair, login, there);
            delivery.run(0);
            System.out.println(delivery);
            if (lost > 0) {
                new Delivery(pair, login, "lost-" + there).run(lost);
            }
        }
    }
}

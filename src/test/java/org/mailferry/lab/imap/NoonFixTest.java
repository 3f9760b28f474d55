package org.mailferry.lab.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoonFixTest {
    @Test void theInstantStaysAndTheHourIsNotTwelve() throws IOException {
        assertThat(passed("a1 APPEND \"INBOX\" (\\Seen) \"05-Jun-2021 12:44:02 +0000\" {310+}\r\n")).isEqualTo("a1 APPEND \"INBOX\" (\\Seen) \"05-Jun-2021 13:44:02 +0100\" {310+}\r\n");
        assertThat(passed("a1 APPEND INBOX \" 5-Jun-2021 12:00:00 -0130\" {3}\r\n")).contains("13:00:00 -0030");
        assertThat(passed("a1 APPEND INBOX \" 5-Jun-2021 12:00:00 -0030\" {3}\r\n")).contains("13:00:00 +0030");
    }

    @Test void everythingElsePassesToTheByte() throws IOException {
        String letter = "Date: 05-Jun-2021 12:44:02 +0000\r\n\r\n\u00ff\u0000 \"05-Jun-2021 12:44:02 +0000\"\n" + "x".repeat(20_000) + "\r\na2 APPEND INBOX \"05-Jun-2021 11:44:02 +0000\" {3}\r\n";

        assertThat(passed(letter)).isEqualTo(letter);
    }

    private static String passed(String sent) throws IOException {
        ByteArrayOutputStream server = new ByteArrayOutputStream();
        try (NoonFix line = new NoonFix(server)) {
            line.write(sent.getBytes(StandardCharsets.ISO_8859_1));
        }
        return server.toString(StandardCharsets.ISO_8859_1);
    }
}

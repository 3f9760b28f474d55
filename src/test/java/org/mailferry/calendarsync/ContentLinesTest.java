package org.mailferry.calendarsync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentLinesTest {
    @Test void whatIsReadIsWrittenToTheByte() {
        long seed = new Random().nextLong();
        System.out.println("ContentLinesTest seed " + seed);
        Random random = new Random(seed);
        byte[][] pieces = Stream.of("\r\n", "\n", "\r", " ", "\t", ":", ";", "\"", "=", "BEGIN", "é", "Ж", "\u0000").map(text -> text.getBytes(UTF_8))
            .toArray(byte[][]::new);
        for (int round = 0; round < 2_000; round++) {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            for (int i = random.nextInt(40); i > 0; i--) {
                input.writeBytes(random.nextInt(10) == 0 ? new byte[] {(byte) random.nextInt(256)} : pieces[random.nextInt(pieces.length)]);
            }
            byte[] octets = input.toByteArray();
            assertThat(ContentLines.parse(octets).octets()).as("seed %d, %s", seed, Arrays.toString(octets)).isEqualTo(octets);
        }
    }

    @Test void aFoldInsideACharacterIsMended() {
        byte[] summary = "SUMMARY:Планёрка".getBytes(UTF_8);
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        folded.write(summary, 0, 11);
        folded.writeBytes("\r\n ".getBytes(UTF_8));
        folded.write(summary, 11, summary.length - 11);
        folded.writeBytes("\r\n".getBytes(UTF_8));
        ContentLines lines = ContentLines.parse(folded.toByteArray());
        assertThat(lines.lines().get(0).value()).isEqualTo("Планёрка");
        assertThat(lines.octets()).isEqualTo(folded.toByteArray());
        assertThat(lines.text()).isEqualTo("SUMMARY:Планёрка\r\n");
    }

    @Test void linesAreFoldedAt75OctetsAndNeverInsideACharacter() {
        for (int ascii = 0; ascii < 8; ascii++) {
            String line = "SUMMARY:" + "a".repeat(ascii) + "Ж".repeat(200) + "😀".repeat(50);
            String folded = ContentLine.of(line).toString();
            assertThat(Arrays.stream(folded.split("\r\n")).mapToInt(part -> part.getBytes(UTF_8).length)).allMatch(octets -> octets <= 75);
            assertThat(folded).doesNotContain("\uFFFD").endsWith("\r\n");
            assertThat(folded.replace("\r\n ", "").strip()).isEqualTo(line);
            assertThat(ContentLines.parse(folded).lines().get(0).value()).isEqualTo(line.substring(8));
        }
        assertThat(ContentLine.of("X:" + "a".repeat(73)).toString()).isEqualTo("X:" + "a".repeat(73) + "\r\n");
        assertThat(ContentLine.of("X:" + "a".repeat(74)).toString()).isEqualTo("X:" + "a".repeat(73) + "\r\n a\r\n");
    }

    @Test void colonsSemicolonsAndCommasInQuotesBelongToTheParameter() {
        ContentLine line = ContentLine.of("attendee;cn=\"Petrov; A: B\";MEMBER=\"mailto:a@x\",\"mailto:b@x\":mailto:petrov@corp.test");
        assertThat(line.name()).isEqualTo("ATTENDEE");
        assertThat(line.parameter("CN")).containsExactly("Petrov; A: B");
        assertThat(line.parameter("MEMBER")).containsExactly("mailto:a@x", "mailto:b@x");
        assertThat(line.value()).isEqualTo("mailto:petrov@corp.test");
    }

    @Test void carets() {
        for (String value : List.of("say \"no\"", "two\nlines", "a^b", "^n", "^'", "x;y", "plain")) {
            ContentLine line = ContentLine.of("ATTENDEE:mailto:a@x").with("CN", value);
            assertThat(ContentLines.parse(line.toString()).lines().get(0).parameter("CN")).containsExactly(value);
        }
        assertThat(ContentLine.of("A;CN=a^b^:x").parameter("CN")).containsExactly("a^b^");
    }

    @Test void anEditLeavesTheOtherParametersAsTheyWere() {
        ContentLine line = ContentLine.of("DTSTART;X-Odd=a=b;tzid=\"Russian Standard Time\";VALUE=DATE-TIME:20260901T100000");
        assertThat(line.with("TZID", "Europe/Moscow")).hasToString("DTSTART;X-Odd=a=b;VALUE=DATE-TIME;TZID=Europe/Moscow:20260901T100000\r\n");
        assertThat(line.withValue("1")).hasToString("DTSTART;X-Odd=a=b;tzid=\"Russian Standard Time\";VALUE=DATE-TIME:1\r\n");
        assertThat(line.without("LANGUAGE")).isSameAs(line);
    }

    @Test void textLosesItsEscapes() {
        assertThat(ContentLine.of("UID:a\\,b\\;c\\\\d\\ne\\").text()).isEqualTo("a,b;c\\d\ne\\");
    }

    @Test void aByteOrderMarkAndJunkArePassedOn() {
        String text = "\uFEFFBEGIN:VCALENDAR\nthis is no property\n\nEND:VCALENDAR";
        ContentLines lines = ContentLines.parse(text);
        assertThat(lines.lines()).extracting(ContentLine::name).containsExactly("BEGIN", "THIS IS NO PROPERTY", "", "END");
        assertThat(lines.lines().get(1).isProperty()).isFalse();
        assertThat(lines.text()).isEqualTo(text);
    }
}

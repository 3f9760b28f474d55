package org.mailferry.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CorrespondenceTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final Story STORY = Story.read();
    private static final List<Letter> LETTERS = Correspondence.of(STORY, 7, TODAY);

    @Test void sameSeedGivesTheSameBytes() {
        List<Letter> again = Correspondence.of(STORY, 7, TODAY);

        assertThat(again).hasSameSizeAs(LETTERS);
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i).bytes()).isEqualTo(LETTERS.get(i).bytes());
        }
    }

    @Test void everybodyHasMailOverYearsAndNoneFromTheFuture() {
        Map<String, Long> perPerson = LETTERS.stream().collect(Collectors.groupingBy(Letter::owner, Collectors.counting()));

        assertThat(perPerson.keySet()).hasSize(12).allSatisfy(login -> assertThat(STORY.person(login).wave()).isNotBlank());
        assertThat(perPerson.values()).allMatch(count -> count >= 10);
        assertThat(LETTERS).allMatch(letter -> letter.received().isBefore(TODAY.atStartOfDay().toInstant(ZoneOffset.UTC)));
        assertThat(LETTERS.stream().map(letter -> letter.received().atZone(ZoneOffset.UTC).getYear()).distinct().count()).isGreaterThan(4);
    }

    @Test void draftsLieInTheFoldersThatStayBehind() {
        assertThat(LETTERS).filteredOn(letter -> letter.flags().contains("\\Draft")).hasSize(4)
            .allMatch(letter -> List.of("Черновики", "Drafts").contains(letter.folder()));
    }

    @Test void lettersAreWellFormedAndReadableInEveryCharacterSet() throws MessagingException, IOException {
        for (Letter letter : LETTERS) {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(letter.bytes()));
            assertThat(message.getSubject()).doesNotContain("=?", "{");
            assertThat(message.getMessageID()).startsWith("<").endsWith(">");
            assertThat(text(message.getContent())).doesNotContain("\uFFFD", "{").isNotBlank();
            assertThat(new String(letter.bytes(), StandardCharsets.US_ASCII).replace("\r\n", "")).doesNotContain("\n", "\r");
            assertThat(Arrays.stream(new String(letter.bytes(), StandardCharsets.US_ASCII).split("\r\n"))).allMatch(line -> line.length() <= 200);
        }
    }

    @Test void attachmentNamesAreCyrillic() throws MessagingException, IOException {
        Letter letter = LETTERS.stream().filter(one -> one.folder().equals("Договоры")).findFirst().orElseThrow();
        Multipart parts = (Multipart) new MimeMessage(null, new ByteArrayInputStream(letter.bytes())).getContent();

        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Договор поставки № 14-К (проект).pdf");
    }

    private static String text(Object content) throws MessagingException, IOException {
        return content instanceof Multipart parts ? text(parts.getBodyPart(0).getContent()) : content.toString();
    }
}

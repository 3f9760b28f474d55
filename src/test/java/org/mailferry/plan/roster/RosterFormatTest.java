package org.mailferry.plan.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.Secret;
import org.mailferry.plan.RosterEntry;

class RosterFormatTest {
    private static final String CANARY = "canary-7f3a";
    private static final RosterOptions CORP = new RosterOptions(Optional.of(new MailDomain("corp.test")), RosterOptions.AS_PRINTED);

    private static RosterReading read(RosterFormat format, String text) {
        return format.read(text.getBytes(StandardCharsets.UTF_8), CORP);
    }

    private static RosterEntry entry(String name, String password) {
        EmailAddress address = EmailAddress.parse(name + "@corp.test");
        return new RosterEntry(0, address, address, address.text(), address.text(), Optional.of(Secret.of(password)), Optional.of(Secret.of(password)),
            "Анна", "Иванова", Map.of());
    }

    @ParameterizedTest @EnumSource(RosterFormat.class) void whatIsWrittenIsReadAgain(RosterFormat format) {
        List<RosterEntry> entries = List.of(entry("anna", "pass, word 1"), entry("Boris", "päss'wörd"));
        RosterWriting written = format.write(entries, CORP);
        assertThat(written.problems()).isEmpty();
        RosterReading again = read(format, written.text());
        assertThat(again.problems()).isEmpty();
        assertThat(again.entries()).extracting(RosterEntry::source).containsExactly(EmailAddress.parse("anna@corp.test"), EmailAddress.parse("Boris@corp.test"));
        assertThat(again.entries()).extracting(found -> found.sourcePassword().map(Secret::reveal))
            .containsExactly(Optional.of("pass, word 1"), Optional.of("päss'wörd"));
        assertThat(again.entries()).extracting(found -> found.target().text()).containsExactly("anna@corp.test", "Boris@corp.test");
    }

    @ParameterizedTest @EnumSource(RosterFormat.class) void aCellThatASpreadsheetWouldRunIsNotWritten(RosterFormat format) {
        EmailAddress address = EmailAddress.parse("=cmd|'/c calc'!A0@corp.test".replace(" ", "_"));
        RosterEntry bad = new RosterEntry(0, address, address, address.text(), address.text(), Optional.of(Secret.of("password-1")),
            Optional.of(Secret.of("password-1")), "Anna", "Ivanova", Map.of());
        RosterWriting written = format.write(List.of(entry("anna", "password-1"), bad), CORP);
        // Yandex and IceWarp show the login, which begins with the sign as well.
        assertThat(written.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.reason()).contains("formula"));
        assertThat(written.text()).isEmpty();
    }

    @ParameterizedTest @EnumSource(RosterFormat.class) void oneBadLineLeavesNothingToImport(RosterFormat format) {
        String good = format.write(List.of(entry("anna", "password-1"), entry("boris", "password-2"), entry("clara", "password-3")), CORP).text();
        String bad = good.replaceFirst("boris@corp.test|\"boris\"", "boris@@");
        RosterReading reading = read(format, bad);
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.line()).isBetween(2, 3));
    }

    @ParameterizedTest @EnumSource(RosterFormat.class) void aMailboxThatStandsTwiceIsAProblem(RosterFormat format) {
        RosterReading reading = read(format, format.write(List.of(entry("anna", "password-1"), entry("Anna", "password-2")), CORP).text());
        assertThat(reading.problems()).singleElement().satisfies(problem -> assertThat(problem.reason()).contains("stands in line"));
    }

    @ParameterizedTest @EnumSource(RosterFormat.class) void anEmptyFileIsAProblem(RosterFormat format) {
        assertThat(read(format, "").problems()).singleElement().satisfies(problem -> assertThat(problem.reason()).contains("no mailbox"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "IMAPSYNC| anna@corp.test;canary-7f3a;anna@corp.test",
        "IMAPSYNC| canary-7f3a;anna@corp.test;x;y;z",
        "IMAPSYNC| @canary-7f3a;anna;boris;x",
        "IMAPSYNC| \"anna@corp.test;canary-7f3a;b;c",
        "ICEWARP| anna@corp.test",
        "ICEWARP| anna@corp.test:pass:canary-7f3a!",
        "ICEWARP| canary-7f3a@:anna",
        "MICROSOFT| canary-7f3a,anna@corp.test,x",
        "VK| canary-7f3a@@,Анна",
        "YANDEX| \"anna\";\"canary-7f3a@@\"",
        "MAILFERRY| anna@corp.test,store:canary-7f3a"})
    void aProblemNeverShowsWhatMayBeAPassword(RosterFormat format, String row) {
        String header = switch (format) {
            case MICROSOFT -> "EmailAddress,UserName,Password\n";
            case VK -> "email:,firstname:\n";
            case YANDEX -> "\"yandex_login\";\"external_email\"\n";
            case MAILFERRY -> "source,source_password\n";
            default -> "";
        };
        RosterReading reading = read(format, header + row);
        assertThat(reading.problems()).isNotEmpty();
        assertThat(reading.problems().toString()).doesNotContain(CANARY);
        assertThat(reading.entries().toString()).doesNotContain(CANARY);
    }

    @Test void textIsReadInEveryEncodingThatASpreadsheetSaves() {
        String text = "source,given_name\nanna@corp.test,Анна\n";
        for (byte[] bytes : List.of(text.getBytes(StandardCharsets.UTF_8), ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
            text.getBytes(Charset.forName("windows-1251")), ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
            text.replace("\n", "\r\n").replace(",", ";").getBytes(StandardCharsets.UTF_8))) {
            assertThat(RosterFormat.MAILFERRY.read(bytes, CORP).entries()).singleElement()
                .satisfies(entry -> assertThat(entry.givenName()).isEqualTo("Анна"));
        }
    }

    @Test void quotesHoldDelimitersLineEndsAndQuotes() {
        RosterReading reading = read(RosterFormat.MAILFERRY, "source,family_name,source_password\n\"anna@corp.test\",\"Иванова, \"\"мл.\"\"\",\" a;b \"\n");
        assertThat(reading.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.familyName()).isEqualTo("Иванова, \"мл.\"");
            assertThat(entry.sourcePassword().map(Secret::reveal)).contains(" a;b ");
        });
        assertThat(read(RosterFormat.MAILFERRY, "source\n\"anna@corp.test\n").problems()).singleElement()
            .satisfies(problem -> assertThat(problem.reason()).contains("quote"));
    }

    @Test void vkIsReadAsItsGuidePrintsItAndAsExcelSavesIt() {
        RosterReading reading = read(RosterFormat.VK, "email:;firstname:;lastname:;middlename:;phone:;only_myteam:;collector_login;collector_username;collector_password\n"
            + "user1@domain.test;Иван;Иванов;Иванович;(495)0000001;ИСТИНА;CORP\\ivanov;svc@domain.test;password123\n"
            + "user2@domain.test;Пётр;Петров;;;;old@domain.test;;\n");
        assertThat(reading.problems()).isEmpty();
        RosterEntry first = reading.entries().get(0);
        assertThat(first.others()).containsEntry("only_myteam", "true").containsEntry("collector_username", "svc@domain.test").containsEntry("middlename", "Иванович");
        assertThat(first.sourceLogin()).isEqualTo("CORP\\ivanov");
        assertThat(first.source().text()).isEqualTo("user1@domain.test");
        assertThat(reading.entries().get(1).source().text()).isEqualTo("old@domain.test");
        assertThat(read(RosterFormat.VK, "email:,only_myteam:\nanna@corp.test,да\n").problems()).singleElement()
            .satisfies(problem -> assertThat(problem.toString()).isEqualTo("line 2: 'да' in column 'only_myteam' is neither true nor false"));
        assertThat(read(RosterFormat.VK, "email:,password:\nanna@corp.test,short\n").problems()).singleElement()
            .satisfies(problem -> assertThat(problem.reason()).contains("8 characters"));
    }

    @Test void vkColonsAreWhereTheOptionsSay() {
        List<RosterEntry> entries = List.of(entry("anna", "password-1"));
        assertThat(RosterFormat.VK.write(entries, CORP).text().lines().findFirst()).contains(
            "email:,password:,firstname:,lastname:,collector_login,collector_password");
        assertThat(RosterFormat.VK.write(entries, new RosterOptions(Optional.empty(), Set.of())).text().lines().findFirst()).contains(
            "email:,password:,firstname:,lastname:,collector_login:,collector_password:");
    }

    @Test void aPhoneNumberIsNoFormulaAndAPasswordLikeOneIs() {
        RosterEntry anna = entry("anna", "password-1");
        RosterEntry phone = new RosterEntry(0, anna.source(), anna.target(), anna.sourceLogin(), anna.targetLogin(), Optional.empty(), Optional.empty(),
            "Анна", "Иванова", Map.of("phone", "+7 (999) 999-99-99"));
        assertThat(RosterFormat.VK.write(List.of(phone), CORP).problems()).isEmpty();
        assertThat(RosterFormat.VK.write(List.of(entry("anna", "+Pc0SyXhL1yi")), CORP).problems()).isNotEmpty()
            .allSatisfy(problem -> assertThat(problem.reason()).contains("formula").doesNotContain("+Pc0SyXhL1yi"));
    }

    @Test void icewarpTakesADomainOfItsOwn() {
        RosterReading reading = read(RosterFormat.ICEWARP, "anna:one\nboris@old.test:two\nclara@old.test:three:new.test\ndora:four:other.test\n");
        assertThat(reading.entries()).extracting(entry -> entry.source() + " " + entry.target()).containsExactly("anna@corp.test anna@corp.test",
            "boris@old.test boris@old.test", "clara@old.test clara@new.test", "dora@other.test dora@other.test");
        assertThat(RosterFormat.ICEWARP.write(List.of(entry("anna", "a:b")), CORP).problems()).singleElement()
            .satisfies(problem -> assertThat(problem.reason()).contains("colon").doesNotContain("a:b"));
    }

    @Test void imapsyncWritesNothingThatItsShellReadsWrongly() {
        for (String password : List.of("x;z", "x\\z", "x\"z", " xz")) {
            assertThat(RosterFormat.IMAPSYNC.write(List.of(entry("anna", password)), CORP).problems()).as(password).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.reason()).doesNotContain(password));
        }
        assertThat(read(RosterFormat.IMAPSYNC, "# comment\nu1@corp.test;p 1;u2@corp.test;p2;\n\"u3@corp.test\";\"p;3\";\"u4@corp.test\";\"p\"\"4\"\n").entries())
            .extracting(entry -> entry.line() + entry.sourcePassword().orElseThrow().reveal() + entry.targetPassword().orElseThrow().reveal())
            .containsExactly("2p 1p2", "3p;3p\"4");
    }

    @Test void microsoftsColumnNamesAreReadLetterByLetter() {
        assertThat(read(RosterFormat.MICROSOFT, "emailaddress,UserName,Password\nanna@corp.test,corp\\anna,x\n").problems()).first()
            .satisfies(problem -> assertThat(problem.reason()).contains("unknown column 'emailaddress'"));
        assertThat(read(RosterFormat.MICROSOFT, "EmailAddress,UserName,Password\nanna@corp.test,corp\\anna,x\n").entries()).singleElement()
            .satisfies(entry -> assertThat(entry.sourceLogin()).isEqualTo("corp\\anna"));
    }

    @Test void anUnknownFormatNamesTheKnownOnes() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> RosterFormat.parse("excel"))).hasMessageContaining("mailferry, vk, imapsync, icewarp, microsoft, yandex");
    }
}

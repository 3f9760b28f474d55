package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of a settings step, with values that would do harm unquoted. */
class StepPagesTest {
    private static final String NASTY = "o'neill $(touch x) `id`\u2019";
    private static final Pattern BLOCK = Pattern.compile("(?m)^```\n(.*?)^```$", Pattern.DOTALL);
    private static final List<String> CORRECTED = List.of("exchange-limits X7", "myoffice-install X11", "myoffice-install X9", "myoffice-services X12", "myoffice-dns X9",
        "myoffice-settings X13", "myoffice-settings X17", "myoffice-backup X10", "myoffice-backup X18");

    static Stream<StepPage> pages() {
        return PageFiles.text("steps/order.txt").orElseThrow().lines().map(id -> StepPage.parse(id, PageFiles.text("steps/" + id + ".md").orElseThrow()));
    }

    @ParameterizedTest @MethodSource("pages") void powerShellOfAnExchangeStepHoldsNothingUnquoted(StepPage page) {
        Map<String, Object> words = words();
        for (Matcher block = BLOCK.matcher(PageFiles.compiler().compile(page.body()).execute(words)); block.find();) {
            String bare = page.id().startsWith("exchange") ? withoutPowerShellTexts(block.group(1)) : withoutShellTexts(block.group(1));
            if (!page.id().equals("myoffice-dns")) {
                assertThat(bare).as("outside quotes, %s", page.id()).doesNotContain("neill", "touch x", "`id`");
            }
        }
    }

    @ParameterizedTest @MethodSource("pages") void expectationsAreReadable(StepPage page) {
        List<String> expected = StepPage.lines(PageFiles.compiler().compile(page.expected()).execute(words()));
        assertThat(expected.isEmpty()).as("values are expected of %s only", page.paste()).isEqualTo(!page.paste().equals("values"));
        assertThat(expected).noneMatch(line -> line.contains("{{"));
    }

    @ParameterizedTest @MethodSource("pages") void asksForOutputOrIsSeenFromOutside(StepPage page) {
        assertThat(List.of("values", "services", "recap", "none")).contains(page.paste());
        assertThat(List.of("ports", "dns", "logins", "pbm")).containsAll(page.looks());
        assertThat(page.paste().equals("none") && page.looks().isEmpty()).as("nobody would look at %s", page.id()).isFalse();
    }

    @Test void whatTheDocumentsPrintWronglyIsCorrectedInSight() {
        for (String corrected : CORRECTED) {
            String[] sides = corrected.split(" ");
            assertThat(PageFiles.text("steps/" + sides[0] + ".md").orElseThrow()).contains("(" + sides[1] + ")");
        }
        assertThat(PageFiles.text("steps/myoffice-backup.md").orElseThrow()).contains("The guide prints", "which does not work because");
    }

    @Test void noCommandIsPrintedAsInTheDocumentsErrors() {
        pages().forEach(page -> BLOCK.matcher(page.body()).results().map(found -> found.group(1)).forEach(command ->
            assertThat(command).as(page.id()).doesNotContain("psn-frontent", "dn=Manager", "-t nginx, mail", "pbn")));
    }

    @Test void aMissingValueIsNamedByItsPlanKey() {
        Map<String, Object> words = words();
        words.put("serviceDomain", "");
        words.put("nameServers", List.of());
        assertThat(StepPages.missing(pages().filter(page -> page.id().equals("myoffice-dns")).findFirst().orElseThrow(), words))
            .containsExactlyInAnyOrder("dns.services.domain", "dns.servers");
    }

    @Test void aPageWithoutItsHeaderIsRefused() {
        assertThatThrownBy(() -> StepPage.parse("x", "text")).hasMessageContaining("no header");
        assertThatThrownBy(() -> StepPage.parse("x", "---\nfoo: bar\n---\ntext")).hasMessageContaining("no line of a header");
        assertThatThrownBy(() -> StepPage.parse("x", "---\ntitle: a\n---\ntext")).hasMessageContaining("has no place");
    }

    private static Map<String, Object> words() {
        Map<String, Object> words = new HashMap<>();
        for (String word : List.of("connector", "targetHost", "targetSmtpHost", "targetDomain", "wave", "serviceDomain", "serviceModule", "mailHost", "imapHost", "smtpHost", "ldapBase", "windowZone", "ewsHost")) {
            words.put(word, NASTY);
        }
        words.put("vkWorkspace", true);
        words.put("memberCount", 1);
        words.put("delegates", 1L);
        words.put("maxMessageBytes", 10L);
        words.put("mailStoreGb", 6L);
        words.put("domains", List.of(Map.of("name", NASTY)));
        words.put("nameServers", List.of(NASTY));
        words.put("serviceLogins", List.of(NASTY));
        words.put("serviceHosts", List.of(Map.of("host", "mail.test")));
        words.put("members", List.of(Map.of("source", NASTY, "service", NASTY)));
        Quoting.into(words);
        return words;
    }

    private static String withoutPowerShellTexts(String command) {
        return command.replaceAll("'(?:[^'\u2018\u2019\u201A\u201B]|['\u2018\u2019\u201A\u201B]{2})*'", "''");
    }

    private static String withoutShellTexts(String command) {
        return command.replace("'\\''", "").replaceAll("'[^']*'", "''");
    }
}

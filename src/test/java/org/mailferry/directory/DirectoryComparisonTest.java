package org.mailferry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;

class DirectoryComparisonTest {
    private static final List<MailDomain> DOMAINS = List.of(new MailDomain("corp.test"));

    @Test void aPlannedMailboxFitsByAnyOfItsAddressesInAnyCase() {
        DirectoryComparison comparison = compare(List.of("ANNA@corp.test", "b@corp.test"), person("anna@corp.test"), person("boris@corp.test", "b@corp.test"));
        assertThat(comparison.fitting()).isEqualTo(2);
        assertThat(comparison.unplanned()).isEmpty();
    }

    @Test void whatDoesNotFitIsToldApart() {
        DirectoryComparison comparison = compare(List.of("gone@corp.test", "left@corp.test", "twice@corp.test", "sales@corp.test", "ok@corp.test"),
            entry(Kind.PERSON, true, "left@corp.test"), person("twice@corp.test"), person("other@corp.test", "twice@corp.test"),
            entry(Kind.SHARED, false, "sales@corp.test"), person("ok@corp.test"));
        assertThat(comparison.missing()).containsExactly(address("gone@corp.test"));
        assertThat(comparison.disabled()).containsExactly(address("left@corp.test"));
        assertThat(comparison.notPersonal()).containsExactly(address("sales@corp.test"));
        assertThat(comparison.ambiguous()).containsOnlyKeys(address("twice@corp.test"));
        assertThat(comparison.ambiguous().get(address("twice@corp.test"))).containsExactly("cn=other@corp.test", "cn=twice@corp.test");
        assertThat(comparison.fitting()).isEqualTo(1);
    }

    @Test void thePlanIsAskedOnlyForPeopleOfItsDomainsWhoMayLogIn() {
        DirectoryComparison comparison = compare(List.of("anna@corp.test"), person("anna@corp.test"), person("zoe@corp.test"), person("boris@corp.test"),
            person("x@other.test"), entry(Kind.PERSON, true, "left@corp.test"), entry(Kind.SYSTEM, false, "HealthMailbox1@corp.test"),
            entry(Kind.OTHER, false, "pc@corp.test"), entry(Kind.SHARED, false, "sales@corp.test"), entry(Kind.RESOURCE, false, "room@corp.test"),
            person("odd@not a domain!".replace(' ', '-')));
        assertThat(comparison.unplanned()).containsExactly(address("boris@corp.test"), address("zoe@corp.test"));
        assertThat(comparison.shared()).containsExactly(address("room@corp.test"), address("sales@corp.test"));
    }

    @Test void oneEntryThatNamesItsAddressTwiceIsNotAmbiguous() {
        assertThat(compare(List.of("anna@corp.test"), person("anna@corp.test", "Anna@corp.test")).ambiguous()).isEmpty();
    }

    @Test void eachMailboxThatDoesNotFitIsARedCheckOfItsOwn() {
        List<CheckResult> results = DirectoryChecks.of(compare(List.of("Gone@corp.test", "left@corp.test", "ok@corp.test"),
            entry(Kind.PERSON, true, "left@corp.test"), person("ok@corp.test"), person("new@corp.test")));
        assertThat(results).filteredOn(CheckResult::blocks).extracting(CheckResult::id)
            .containsExactly("directory:missing:gone@corp.test", "directory:disabled:left@corp.test");
        assertThat(text(results, "directory:listing")).isEqualTo("3 entries read; 1 of 3 planned mailboxes are there as they should be.");
        assertThat(text(results, "directory:unplanned")).contains("1 are in the directory and not planned").contains("new@corp.test");
    }

    @Test void anEmptyDirectoryIsOneRedCheckAndNotAThousand() {
        assertThat(DirectoryChecks.of(compare(List.of("a@corp.test", "b@corp.test")))).singleElement()
            .satisfies(result -> assertThat(result.status()).isEqualTo(Status.RED));
    }

    @Test void aLongListIsCutWithItsLength() {
        DirectoryEntry[] people = IntStream.range(0, 1_000).mapToObj(index -> person("u" + index + "@corp.test")).toArray(DirectoryEntry[]::new);
        assertThat(text(DirectoryChecks.of(compare(List.of(), people)), "directory:unplanned")).contains("1000 are").endsWith("and 970 more.").hasSizeLessThan(4_000);
    }

    @Test void whatWasRedAndIsSoNoMoreIsSettled() {
        List<CheckResult> earlier = List.of(new CheckResult("directory:missing:a@corp.test", "V15", Status.RED, ""),
            new CheckResult("directory:missing:b@corp.test", "V15", Status.WAIVED, ""), new CheckResult("directory:disabled:c@corp.test", "V15", Status.RED, ""),
            new CheckResult("port:mail:993", "V26", Status.RED, ""));
        List<CheckResult> now = List.of(new CheckResult("directory:disabled:c@corp.test", "V15", Status.RED, ""));
        assertThat(DirectoryChecks.settled(earlier, now)).extracting(CheckResult::id)
            .containsExactly("directory:missing:a@corp.test", "directory:missing:b@corp.test");
        assertThat(DirectoryChecks.settled(earlier, now)).allSatisfy(result -> assertThat(result.status()).isEqualTo(Status.GREEN));
    }

    private static DirectoryComparison compare(List<String> planned, DirectoryEntry... entries) {
        return DirectoryComparison.of(planned.stream().map(DirectoryComparisonTest::address).toList(), DOMAINS, List.of(entries));
    }

    private static DirectoryEntry person(String... addresses) {
        return entry(Kind.PERSON, false, addresses);
    }

    private static DirectoryEntry entry(Kind kind, boolean disabled, String... addresses) {
        return new DirectoryEntry("cn=" + addresses[0], addresses[0], kind, Arrays.stream(addresses).map(DirectoryComparisonTest::address).toList(),
            List.of(), disabled);
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text);
    }

    private static String text(List<CheckResult> results, String id) {
        return results.stream().filter(result -> result.id().equals(id)).findFirst().orElseThrow().text();
    }
}

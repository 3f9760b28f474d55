package org.mailferry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MailDomain;

class ReconciliationTest {
    private static final Instant ROSTER = Instant.parse("2026-03-01T00:00:00Z");
    private final List<PlannedPerson> planned = new ArrayList<>();
    private final List<DirectoryEntry> entries = new ArrayList<>();
    private final List<DirectoryGroup> groups = new ArrayList<>();
    private final List<ListedAccount> accounts = new ArrayList<>();

    @Test void whatFitsHasNoFinding() {
        planned("anna@corp.test", "a.i@corp.test");
        person("anna@corp.test", "a.i@corp.test", "anna@elsewhere.test");
        account("Anna@corp.test", "a.i@corp.test");
        account("creator@corp.test");
        assertThat(findings()).isEmpty();
    }

    @Test void aMailboxWithoutAccountWaitsForItsWaveUnlessItMoved() {
        planned("anna@corp.test");
        planned.add(new PlannedPerson(address("boris@corp.test"), address("boris@corp.test"), "w", "", "", List.of(), true));
        person("anna@corp.test");
        person("boris@corp.test");
        assertThat(findings()).containsExactly("missing-after-move boris@corp.test", "missing-until-wave anna@corp.test");
    }

    @Test void anAccountThatTheDirectoryDoesNotKnowIsExtra() {
        person("anna@corp.test");
        account("anna@corp.test");
        account("ghost@corp.test");
        accounts.add(new ListedAccount(address("old@corp.test"), Set.of(), "", "", false));
        assertThat(findings()).containsExactly("extra-on-target ghost@corp.test", "blocked-extra old@corp.test");
    }

    @Test void aLeaverWhoseAccountIsOpenIsFoundAndABlockedOneIsNot() {
        entries.add(new DirectoryEntry("cn=left", "left", Kind.PERSON, addresses("left@corp.test"), List.of(), true));
        entries.add(new DirectoryEntry("cn=gone", "gone", Kind.PERSON, addresses("gone@corp.test"), List.of(), true));
        account("left@corp.test");
        accounts.add(new ListedAccount(address("gone@corp.test"), Set.of(), "", "", false));
        assertThat(findings()).containsExactly("disabled-but-open left@corp.test");
    }

    @Test void anAddressOfTwoEntriesIsADuplicateAcrossAliasesAndGroups() {
        person("anna@corp.test", "info@corp.test");
        person("boris@corp.test", "INFO@corp.test");
        group("cn=sales", List.of("boris@corp.test"));
        assertThat(findings()).containsExactly("duplicate-address boris@corp.test", "duplicate-address info@corp.test", "empty-list boris@corp.test");
        assertThat(reconciled().of(Finding.Kind.DUPLICATE_ADDRESS)).last().extracting(Finding::text).asString()
            .contains("cn=anna@corp.test; cn=boris@corp.test");
    }

    @Test void leaversAmongThemselvesAreNoDuplicate() {
        entries.add(new DirectoryEntry("cn=a", "a", Kind.PERSON, addresses("x@corp.test"), List.of(), true));
        entries.add(new DirectoryEntry("cn=b", "b", Kind.PERSON, addresses("x@corp.test"), List.of(), true));
        assertThat(findings()).isEmpty();
    }

    @Test void anAliasThatNobodyCarriesOverIsLostMail() {
        planned("anna@corp.test");
        person("anna@corp.test", "info@corp.test", "anna@other.test");
        assertThat(findings()).containsExactly("alias-lost anna@corp.test", "missing-until-wave anna@corp.test");
        assertThat(reconciled().findings().get(0).text()).contains("info@corp.test").doesNotContain("other.test");
    }

    @Test void aliasesOfPlanAndTargetAreToldApart() {
        planned("anna@corp.test", "info@corp.test");
        person("anna@corp.test", "info@corp.test");
        account("anna@corp.test", "own@corp.test");
        assertThat(findings()).containsExactly("alias-not-yet anna@corp.test", "alias-only-on-target anna@corp.test");
    }

    @Test void anAddressHeldByAnotherAccountIsTaken() {
        planned("anna@corp.test", "info@corp.test");
        person("anna@corp.test");
        person("boris@corp.test");
        account("boris@corp.test", "info@corp.test", "anna@corp.test");
        assertThat(findings()).containsExactly("address-taken anna@corp.test", "address-taken info@corp.test", "alias-only-on-target boris@corp.test",
            "missing-until-wave anna@corp.test");
    }

    @Test void twoAccountsWithOneAddressAreFoundOnTheTarget() {
        person("anna@corp.test");
        person("boris@corp.test");
        account("anna@corp.test", "x@corp.test");
        account("boris@corp.test", "x@corp.test");
        assertThat(findings()).contains("address-taken x@corp.test");
    }

    @Test void namesAreComparedWhereBothSidesHaveThem() {
        entries.add(new DirectoryEntry("cn=a", "a", Kind.PERSON, addresses("a@corp.test"), List.of(), false, "Анна", "Иванова", Optional.empty()));
        entries.add(new DirectoryEntry("cn=b", "b", Kind.PERSON, addresses("b@corp.test"), List.of(), false, "", "", Optional.empty()));
        accounts.add(new ListedAccount(address("a@corp.test"), Set.of(), "Анна", "Петрова", true));
        accounts.add(new ListedAccount(address("b@corp.test"), Set.of(), "Борис", "Б", true));
        assertThat(findings()).containsExactly("name-differs a@corp.test");
    }

    @Test void whoCameAfterTheListWasLoadedIsALateJoiner() {
        joined("early@corp.test", ROSTER);
        joined("late@corp.test", ROSTER.plusSeconds(1));
        joined("late@other.test", ROSTER.plusSeconds(1));
        joined("planned@corp.test", ROSTER.plusSeconds(1));
        planned("planned@corp.test");
        assertThat(findings()).containsExactly("late-joiner late@corp.test", "missing-until-wave planned@corp.test");
    }

    @Test void sharedAndSystemMailboxesAreKeptApart() {
        person("anna@corp.test");
        account("anna@corp.test");
        Stream.of(Kind.SHARED, Kind.RESOURCE, Kind.SYSTEM, Kind.OTHER).forEach(kind -> entries.add(new DirectoryEntry("cn=" + kind, "" + kind, kind,
            addresses(kind + "@corp.test"), List.of(), false, "", "", Optional.of(ROSTER.plusSeconds(9)))));
        assertThat(findings()).as("neither late nor missing").isEmpty();
    }

    @Test void nestedGroupsAreUnfoldedOnceAndMembersWithoutMailboxAreTold() {
        person("anna@corp.test");
        person("boris@corp.test");
        entries.add(new DirectoryEntry("cn=left", "left", Kind.PERSON, addresses("left@corp.test"), List.of(), true));
        groups.add(new DirectoryGroup("cn=all, dc=x", "All", addresses("all@corp.test"), List.of("CN=anna@corp.test", "cn=inner,dc=X", "cn=lists,dc=x")));
        groups.add(new DirectoryGroup("cn=inner,dc=x", "Inner", List.of(), List.of("cn=boris@corp.test", "cn=left", "cn=contact", "cn=all,dc=x")));
        groups.add(new DirectoryGroup("cn=lists,dc=x", "Lists", addresses("lists@corp.test"), List.of("cn=anna@corp.test")));
        MailingLists lists = MailingLists.of(groups, entries);
        assertThat(lists.lists()).hasSize(2);
        assertThat(lists.lists().get(0).members()).extracting(EmailAddress::text).containsExactly("anna@corp.test", "boris@corp.test", "lists@corp.test");
        assertThat(lists.lists().get(0).withoutMailbox()).containsExactly("cn=contact", "cn=left");
    }

    @Test void anyOrderOfTheInputMakesTheSameReport() {
        IntStream.range(0, 40).forEach(index -> {
            person("p" + index + "@corp.test", "alias" + index % 7 + "@corp.test");
            account("p" + (index + 5) + "@corp.test", "alias" + index % 11 + "@corp.test");
            if (index % 3 == 0) {
                planned("p" + index + "@corp.test");
            }
        });
        String report = new ReconciliationReport(reconciled()).sha256();
        long seed = System.nanoTime();
        for (int round = 0; round < 10; round++) {
            Stream.of(planned, entries, accounts).forEach(list -> Collections.shuffle(list, new Random(seed)));
            assertThat(new ReconciliationReport(reconciled()).sha256()).as("seed %d", seed).isEqualTo(report);
        }
    }

    @Test void theReportOpensInASpreadsheetWithoutComputing() {
        person("anna@corp.test");
        account("=cmd|'/c_calc'!a0@corp.test");
        String csv = new ReconciliationReport(reconciled()).csv();
        assertThat(csv).startsWith("kind,row,blocks,address,text\r\n").contains("extra-on-target,T11,yes,\"'=cmd|");
    }

    @Test void manyOfAKindAreAHundredChecksAndOneMoreThatAWaiverCannotStretch() {
        person("anna@corp.test");
        IntStream.range(0, 250).forEach(index -> account("ghost" + index + "@corp.test"));
        List<CheckResult> checks = DirectoryChecks.of(reconciled());
        assertThat(checks).filteredOn(CheckResult::blocks).hasSize(101).extracting(CheckResult::id).contains("directory:extra-on-target:and-150-more");
        CheckResult hidden = new CheckResult("directory:extra-on-target:ghost99@corp.test", "T11", Status.RED, "");
        assertThat(DirectoryChecks.settled(List.of(hidden), checks, reconciled())).as("not shown is not settled").isEmpty();
    }

    @Test void anEmptyDirectoryAccusesNobodyOnTheTarget() {
        IntStream.range(0, 50).forEach(index -> account("u" + index + "@corp.test"));
        assertThat(DirectoryChecks.of(reconciled())).singleElement().extracting(CheckResult::id).isEqualTo("directory:listing");
    }

    private List<String> findings() {
        return reconciled().findings().stream().map(finding -> finding.kind().word() + " " + finding.address()).toList();
    }

    private Reconciliation reconciled() {
        return Reconciliation.of(new Planned(planned, List.of(new MailDomain("corp.test")), Optional.of(ROSTER), Set.of(address("creator@corp.test"))),
            entries, groups, accounts);
    }

    private void planned(String address, String... aliases) {
        planned.add(new PlannedPerson(address(address), address(address), "w", "", "", addresses(aliases), false));
    }

    private void person(String... addresses) {
        entries.add(new DirectoryEntry("cn=" + addresses[0], addresses[0], Kind.PERSON, addresses(addresses), List.of(), false));
    }

    private void joined(String address, Instant created) {
        entries.add(new DirectoryEntry("cn=" + address, address, Kind.PERSON, addresses(address), List.of(), false, "", "", Optional.of(created)));
    }

    private void group(String dn, List<String> addresses) {
        groups.add(new DirectoryGroup(dn, dn, addresses.stream().map(ReconciliationTest::address).toList(), List.of()));
    }

    private void account(String address, String... aliases) {
        accounts.add(new ListedAccount(address(address), Set.copyOf(addresses(aliases)), "", "", true));
    }

    private static List<EmailAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(ReconciliationTest::address).toList();
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text);
    }
}

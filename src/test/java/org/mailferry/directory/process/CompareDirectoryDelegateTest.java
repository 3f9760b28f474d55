package org.mailferry.directory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlanTexts;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.mailferry.process.StepEngine;

class CompareDirectoryDelegateTest {
    private static final Instant PLANNED_AT = Instant.parse("2026-03-01T00:00:00Z");
    private final PlannedWorld world = new PlannedWorld();
    private final Map<String, CheckResult> recorded = new TreeMap<>();
    private final List<DirectoryEntry> entries = new ArrayList<>();
    private final StepEngine engine = new StepEngine();
    private final List<ListedAccount> accounts = new ArrayList<>();
    private DirectoryListing directory = source -> List.copyOf(entries);
    private Supplier<Optional<List<ListedAccount>>> target = () -> Optional.of(List.copyOf(accounts));

    CompareDirectoryDelegateTest() {
        // Their former address stays theirs.
        world.aliases = index -> List.of(EmailAddress.parse("m" + index + "@old.test"));
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void aPlanWithoutDirectorySaysThatItWasSkipped() {
        compare();
        assertThat(statuses()).containsExactly("directory:listing GREEN");
        assertThat(recorded.get("directory:listing").text()).contains("no directory in the plan");
    }

    @Test void aMailboxThatIsNotInTheDirectoryIsRedUntilItIs() {
        withDirectory();
        world.mailboxes = 2;
        world.state = index -> MemberState.PLANNED;
        entries.add(person("m0@old.test"));
        compare();
        assertThat(statuses()).contains("directory:listing GREEN", "directory:missing:m1@old.test RED");

        entries.add(person("m1@old.test"));
        compare();
        assertThat(statuses()).contains("directory:missing:m1@old.test GREEN").noneMatch(line -> line.endsWith("RED"));
    }

    @Test void peopleWhoAreNotPlannedAreListedAndDoNotBlock() {
        withDirectory();
        entries.add(person("m0@old.test"));
        entries.add(person("new@old.test"));
        world.state = index -> MemberState.PLANNED;
        compare();
        assertThat(recorded.get("directory:unplanned").text()).contains("new@old.test");
        assertThat(statuses()).noneMatch(line -> line.endsWith("RED"));
    }

    @Test void aDirectoryThatCannotBeReadIsARedCheckAndNoFailedStep() {
        withDirectory();
        directory = source -> {
            throw MigrationException.transientFailure("ldap.old.test did not answer", null);
        };
        compare();
        assertThat(statuses()).containsExactly("directory:listing RED");
        assertThat(recorded.get("directory:listing").text()).contains("ldap.old.test did not answer");
    }

    @Test void theTargetIsComparedTooAndTheTrailNamesTheReport() {
        withDirectory();
        world.state = index -> MemberState.PLANNED;
        entries.add(person("m0@old.test"));
        entries.add(new DirectoryEntry("cn=left", "left", DirectoryEntry.Kind.PERSON, List.of(EmailAddress.parse("left@old.test")), List.of(), true));
        accounts.add(new ListedAccount(EmailAddress.parse("left@old.test"), Set.of(), "", "", true));
        accounts.add(new ListedAccount(EmailAddress.parse("creator@new.test"), Set.of(), "", "", true));
        compare();
        assertThat(statuses()).contains("directory:disabled-but-open:left@old.test RED", "directory:missing-until-wave GREEN", "directory:target GREEN")
            .filteredOn(line -> line.endsWith("RED")).hasSize(1);
        assertThat(world.audited()).singleElement().asString().contains("2 entries, 1 planned mailboxes, 2 accounts").containsPattern("SHA-256 of the report: [0-9a-f]{64}");

        accounts.remove(0);
        compare();
        assertThat(statuses()).contains("directory:disabled-but-open:left@old.test GREEN");
    }

    @Test void aMailboxThatMovedAndHasNoAccountIsRed() {
        withDirectory();
        entries.add(person("m0@old.test"));
        compare();
        assertThat(statuses()).contains("directory:missing-after-move:m0@new.test RED");
    }

    @Test void aLateJoinerIsRed() {
        withDirectory();
        world.state = index -> MemberState.PLANNED;
        entries.add(person("m0@old.test"));
        entries.add(new DirectoryEntry("cn=new", "new", DirectoryEntry.Kind.PERSON, List.of(EmailAddress.parse("new@old.test")), List.of(), false, "", "",
            Optional.of(PLANNED_AT.plusSeconds(1))));
        compare();
        assertThat(statuses()).contains("directory:late-joiner:new@old.test RED");
    }

    @Test void aTargetThatCannotBeReadIsARedCheckAndSettlesNothing() {
        withDirectory();
        world.state = index -> MemberState.PLANNED;
        entries.add(person("m0@old.test"));
        accounts.add(new ListedAccount(EmailAddress.parse("ghost@old.test"), Set.of(), "", "", true));
        compare();
        target = () -> {
            throw MigrationException.transientFailure("PBM did not answer", null);
        };
        compare();
        assertThat(statuses()).contains("directory:target RED", "directory:extra-on-target:ghost@old.test RED");
        target = Optional::empty;
        compare();
        assertThat(statuses()).contains("directory:target GREEN", "directory:extra-on-target:ghost@old.test GREEN");
    }

    private void compare() {
        PlanTexts texts = new PlanTexts() {
            @Override public Plans.PlanSource current(PlanName name) {
                throw new UnsupportedOperationException();
            }

            @Override public Optional<Instant> rosterSince(PlanName name) {
                return Optional.of(PLANNED_AT);
            }
        };
        engine.run("compareDirectory", new CompareDirectoryDelegate(world.plans, new PlannedPeople(texts, world.members), source -> directory.list(source),
            plan -> target.get(), checks(), world.trail), Map.of("planName", "p"));
    }

    private List<String> statuses() {
        return recorded.values().stream().map(result -> result.id() + " " + result.status()).toList();
    }

    private void withDirectory() {
        world.directory = Optional.of(new Systems.Directory("ldaps://ldap.old.test", false, "cn=reader", SecretReference.parse("env:LDAP"),
            "dc=old,dc=test", "(mail=*)"));
    }

    private static DirectoryEntry person(String address) {
        return new DirectoryEntry("cn=" + address, address, DirectoryEntry.Kind.PERSON, List.of(EmailAddress.parse(address)), List.of(), false);
    }

    private Checks checks() {
        return new Checks() {
            @Override public void record(PlanName plan, CheckResult result) {
                recorded.put(result.id(), result);
            }

            @Override public List<CheckResult> of(PlanName plan) {
                return List.copyOf(recorded.values());
            }

            @Override public void waive(PlanName plan, String checkId, String approver, String reason) {
                throw new UnsupportedOperationException();
            }
        };
    }
}

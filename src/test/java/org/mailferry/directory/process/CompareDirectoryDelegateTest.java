package org.mailferry.directory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.Checks;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Systems;
import org.mailferry.process.StepEngine;

class CompareDirectoryDelegateTest {
    private final PlannedWorld world = new PlannedWorld();
    private final Map<String, CheckResult> recorded = new TreeMap<>();
    private final List<DirectoryEntry> entries = new ArrayList<>();
    private final StepEngine engine = new StepEngine();
    private DirectoryListing directory = source -> List.copyOf(entries);

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

    private void compare() {
        engine.run("compareDirectory", new CompareDirectoryDelegate(world.plans, source -> directory.list(source), checks()), Map.of("planName", "p"));
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

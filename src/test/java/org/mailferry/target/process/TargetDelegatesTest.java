package org.mailferry.target.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Systems.TargetKind;
import org.mailferry.process.MailboxMigrationProcess;
import org.mailferry.process.RollbackProcess;
import org.mailferry.process.RunbookVariables;
import org.mailferry.process.StepEngine;
import org.mailferry.target.AccessResult;
import org.mailferry.target.AccessResult.Outcome;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.PlatformAdapter;
import org.mailferry.target.PlatformKind;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetPlatform;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.TargetSystem;

/** The delegates as steps of a real engine. */
class TargetDelegatesTest {
    private final PlannedWorld world = new PlannedWorld();
    private final Accounts accounts = new Accounts();
    private final StepEngine engine = new StepEngine();

    @AfterEach void close() {
        engine.close();
    }

    @Test void aProvisionedMailboxGoesOnAndIsAudited() {
        assertThat(runMailbox("provisionMailbox", provision())).isEmpty();
        assertThat(accounts.provisioned).singleElement().satisfies(account -> {
            assertThat(account.address()).isEqualTo(EmailAddress.parse("m0@new.test"));
            assertThat(account.familyName()).isEqualTo("Family0");
            assertThat(account.password().text()).isEqualTo("env:M0");
        });
        assertThat(world.audited()).containsExactly("provisioned account p/m0@old.test: m0@new.test: The account was created.");
    }

    @Test void aRefusalReachesTheOperatorInTheServersWords() {
        accounts.answer = new ProvisionResult.Refused("PBM refused: sn is a required value.");
        assertThat(runMailbox("provisionMailbox", provision())).contains("PBM refused: sn is a required value.");
        assertThat(world.audited()).singleElement().asString().startsWith("could not provision account");
    }

    @Test void whatOnlyAPersonCanMendBurnsNoRetries() {
        accounts.failure = Optional.of(MigrationException.permanent("PBM refused the login of creator"));
        assertThat(runMailbox("provisionMailbox", provision())).contains("PBM refused the login of creator");
        assertThat(runMailbox("switchMailbox", switching())).contains("PBM refused the login of creator");
    }

    @Test void whatMayPassIsLeftToTheEnginesRetries() {
        accounts.failure = Optional.of(MigrationException.transientFailure("PBM had no answer", null));
        assertThatThrownBy(() -> runMailbox("provisionMailbox", provision())).hasStackTraceContaining("PBM had no answer");
        assertThatThrownBy(() -> runMailbox("switchMailbox", switching())).hasStackTraceContaining("PBM had no answer");
        assertThat(world.audited()).isEmpty();
    }

    @Test void aServiceLoginLeavesTheOwnersPasswordToTheStore() {
        world.credentialMode = CredentialMode.MASTER_USER;
        runMailbox("provisionMailbox", provision());
        assertThat(accounts.provisioned.get(0).password().text()).isEqualTo("store:first-password/p/m0@old.test");
    }

    @Test void everyAddressHasANameThatTheStoreTakes() {
        world.credentialMode = CredentialMode.MASTER_USER;
        for (String local : List.of("o'neil+x", "o-neil-x", "я", "x".repeat(64) + "." + "y".repeat(100))) {
            world.localPart = index -> local;
            engine.run("provisionMailbox", provision(), Map.of("mailboxId", "p/" + local + "@old.test"));
        }
        assertThat(accounts.provisioned).extracting(account -> account.password().name()).doesNotHaveDuplicates()
            .allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9][A-Za-z0-9._@/-]{0,199}"))
            .contains("first-password/p/o-neil-x@old.test");
    }

    @Test void anAccountMadeByHandIsNeverReportedAsOurs() {
        world.targetKind = TargetKind.TEGU;
        assertThat(runMailbox("provisionMailbox", provision())).isEmpty();
        assertThat(runMailbox("switchMailbox", switching())).isEmpty();
        assertThat(runRollback(RollbackProcess.MAILBOX)).containsEntry("allBlocked", true);
        assertThat(world.audited()).hasSize(3).allSatisfy(line -> assertThat(line).startsWith("left ").contains("Tegu"));
        assertThat(accounts.provisioned).isEmpty();
    }

    @Test void switchingOpensTheAccount() {
        assertThat(runMailbox("switchMailbox", switching())).isEmpty();
        assertThat(accounts.opened).containsExactly("m0@new.test");
        assertThat(world.audited()).containsExactly("opened account p/m0@old.test: m0@new.test: done");
    }

    @Test void aRollbackBlocksEveryStartedAccountOfItsScopeOnceAndInSlices() {
        world.mailboxes = 120;
        world.state = index -> index == 7 ? MemberState.PLANNED : MemberState.SWITCHED;
        Map<String, Object> first = runRollback(RollbackProcess.PLAN);
        assertThat(first).containsEntry("allBlocked", false).containsEntry("blockedSoFar", 50L);
        Map<String, Object> second = runRollback(RollbackProcess.PLAN, first);
        assertThat(runRollback(RollbackProcess.PLAN, second)).containsEntry("allBlocked", true).containsEntry("blockedSoFar", 0L);
        assertThat(accounts.blocked).hasSize(119).doesNotHaveDuplicates().doesNotContain("m7@new.test");
    }

    @Test void aFailureInTheMiddleKeepsWhatIsDone() {
        world.mailboxes = 5;
        accounts.failsAt = "m3@new.test";
        Map<String, Object> first = runRollback(RollbackProcess.WAVE);
        assertThat(first).containsEntry("allBlocked", false).containsEntry("blockedSoFar", 3L);
        assertThatThrownBy(() -> runRollback(RollbackProcess.WAVE, first)).hasStackTraceContaining("m3@new.test is stuck");
        accounts.failsAt = "";
        assertThat(runRollback(RollbackProcess.WAVE, first)).containsEntry("allBlocked", true);
        assertThat(accounts.blocked).hasSize(5).doesNotHaveDuplicates();
    }

    @Test void whatThePlatformRefusesForGoodComesToAPerson() {
        world.mailboxes = 5;
        accounts.failsAt = "m0@new.test";
        accounts.failure = Optional.of(MigrationException.permanent("the administrator may not"));
        StepEngine.Outcome outcome = rollback(RollbackProcess.WAVE, Map.of());
        assertThat(outcome.error()).contains(new StepEngine.Error(RollbackProcess.ROLLBACK_STUCK, "m0@old.test: the administrator may not"));
        accounts.failsAt = "";
        assertThat(runRollback(RollbackProcess.WAVE, outcome.variables())).containsEntry("allBlocked", true);
    }

    private ProvisionMailboxDelegate provision() {
        return new ProvisionMailboxDelegate(targets(), world.trail);
    }

    private SwitchMailboxDelegate switching() {
        return new SwitchMailboxDelegate(targets(), world.trail);
    }

    private PlannedTargets targets() {
        return new PlannedTargets(world.plans, new TargetPlatforms(List.of(accounts)));
    }

    /** The error's message where the step ended in {@code mailboxRefused}, empty where it went on. */
    private Optional<String> runMailbox(String bean, JavaDelegate delegate) {
        StepEngine.Outcome outcome = engine.run(bean, delegate, Map.of(RunbookVariables.MAILBOX_ID.name(), "p/m0@old.test"));
        return outcome.error().map(error -> {
            assertThat(error.code()).isEqualTo(MailboxMigrationProcess.MAILBOX_REFUSED);
            return error.message();
        });
    }

    private Map<String, Object> runRollback(String scopeKind) {
        return runRollback(scopeKind, Map.of());
    }

    private Map<String, Object> runRollback(String scopeKind, Map<String, Object> before) {
        return rollback(scopeKind, before).variables();
    }

    private StepEngine.Outcome rollback(String scopeKind, Map<String, Object> before) {
        Map<String, Object> variables = new HashMap<>(before);
        variables.putAll(Map.of("planName", "p", "waveId", "p/w", "mailboxId", "p/m0@old.test", "scopeKind", scopeKind));
        return engine.run("blockTargets", new BlockTargetsDelegate(targets(), new TargetsToBlock(world.members), world.trail,
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)), variables);
    }

    /** A platform that remembers what it was asked for. */
    private static final class Accounts implements PlatformAdapter, TargetPlatform {
        final List<DesiredAccount> provisioned = new ArrayList<>();
        final List<String> opened = new ArrayList<>();
        final List<String> blocked = new ArrayList<>();
        ProvisionResult answer = new ProvisionResult.Created();
        Optional<MigrationException> failure = Optional.empty();
        String failsAt = "";

        @Override public PlatformKind kind() {
            return PlatformKind.MYOFFICE;
        }

        @Override public TargetPlatform connect(TargetSystem.AdminApi api) {
            return this;
        }

        @Override public Set<Feature> features() {
            return Set.of(Feature.values());
        }

        @Override public ProvisionResult provision(DesiredAccount account) {
            failure.ifPresent(e -> {
                throw e;
            });
            provisioned.add(account);
            return answer;
        }

        @Override public AccessResult open(EmailAddress address) {
            failure.ifPresent(e -> {
                throw e;
            });
            opened.add(address.text());
            return new AccessResult(Outcome.CHANGED, "done");
        }

        @Override public AccessResult block(EmailAddress address) {
            if (address.text().equals(failsAt)) {
                failure.ifPresent(e -> {
                    throw e;
                });
                throw MigrationException.transientFailure(failsAt + " is stuck", null);
            }
            blocked.add(address.text());
            return new AccessResult(Outcome.CHANGED, "done");
        }
    }
}

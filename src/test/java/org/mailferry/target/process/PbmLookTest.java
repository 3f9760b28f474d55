package org.mailferry.target.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.process.Instructions;
import org.mailferry.target.AccessResult;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.PlatformAdapter;
import org.mailferry.target.PlatformKind;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetPlatform;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.TargetSystem;

class PbmLookTest {
    private final PlannedWorld world = new PlannedWorld();

    @Test void anAnswerIsGreenWhetherTheAccountIsThereOrNot() {
        assertThat(look(() -> Optional.of(new TargetPlatform.Account(OptionalLong.empty())))).singleElement()
            .satisfies(check -> assertThat(check.status() + " " + check.text()).isEqualTo("GREEN It answered: the account m0@new.test exists."));
        assertThat(look(Optional::empty)).singleElement()
            .satisfies(check -> assertThat(check.status() + " " + check.text()).isEqualTo("GREEN It answered: the account m0@new.test does not exist yet."));
    }

    @Test void aRefusalIsRedAndWhatMayPassIsTriedAgain() {
        assertThat(look(() -> {
            throw MigrationException.permanent("PBM refused the login of creator");
        })).singleElement().satisfies(check -> assertThat(check.status() + " " + check.text()).isEqualTo("RED PBM refused the login of creator"));
        assertThatThrownBy(() -> look(() -> {
            throw MigrationException.transientFailure("PBM had no answer", null);
        })).hasMessage("PBM had no answer");
    }

    private List<CheckResult> look(Supplier<Optional<TargetPlatform.Account>> answer) {
        PlannedTargets targets = new PlannedTargets(world.plans, new TargetPlatforms(List.of(new Platform(answer))));
        return new PbmLook(targets, world.plans).look(new Instructions.Scope(PlannedWorld.PLAN, Optional.empty(), Optional.empty(), "", ""));
    }

    private record Platform(Supplier<Optional<TargetPlatform.Account>> answer) implements PlatformAdapter, TargetPlatform {
        @Override public PlatformKind kind() {
            return PlatformKind.MYOFFICE;
        }

        @Override public TargetPlatform connect(TargetSystem.AdminApi api) {
            return this;
        }

        @Override public Set<Feature> features() {
            return Set.of(Feature.values());
        }

        @Override public Optional<Account> find(EmailAddress address) {
            return answer.get();
        }

        @Override public ProvisionResult provision(DesiredAccount account) {
            throw new AssertionError(account);
        }

        @Override public AccessResult open(EmailAddress address) {
            throw new AssertionError(address);
        }

        @Override public AccessResult block(EmailAddress address) {
            throw new AssertionError(address);
        }
    }
}

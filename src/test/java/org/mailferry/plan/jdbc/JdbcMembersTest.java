package org.mailferry.plan.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;

class JdbcMembersTest {
    private static final PlanName PLAN = new PlanName("spring");
    private static final WaveId SALES = new WaveId(PLAN, "sales");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final MailboxId ANNA = MailboxId.parse("spring/anna@corp.test");
    private static final MailboxId BORIS = MailboxId.parse("spring/boris@corp.test");
    private static final MailboxId CARLA = MailboxId.parse("spring/carla@corp.test");

    private final TestDatabase database = newDatabase();
    private final JdbcMembers members = new JdbcMembers(database.jdbc(), Clock.fixed(NOW, ZoneOffset.UTC));

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @BeforeEach void plannedMembers() {
        insert(CARLA, "sales", 3, false);
        insert(ANNA, "sales", 1, false);
        insert(BORIS, "boss", 2, false);
        insert(MailboxId.parse("spring/left@corp.test"), "sales", 4, true);
    }

    @Test void membersComeInTheOrderOfThePlanWithoutTheWithdrawn() {
        assertThat(members.of(SALES)).extracting(Member::id).containsExactly(ANNA, CARLA);
        assertThat(members.of(PLAN)).extracting(Member::id).containsExactly(ANNA, BORIS, CARLA);
        assertThat(members.next(SALES, MemberState.PLANNED, 1)).containsExactly(ANNA);
        assertThat(members.count(SALES)).isEqualTo(Map.of(MemberState.PLANNED, 2L));
    }

    @Test void moveChangesStateReasonAndTime() {
        members.move(ANNA, MemberState.FAILED, "mailbox full");
        assertThat(members.get(ANNA)).isEqualTo(new Member(ANNA, "sales", MemberState.FAILED, "mailbox full", Optional.empty(), NOW));
        members.move(ANNA, MemberState.SWITCHED, "");
        members.move(ANNA, MemberState.SWITCHED, "");
        assertThat(members.get(ANNA).switchedAt()).hasValue(NOW);
        assertThat(members.count(PLAN)).isEqualTo(Map.of(MemberState.PLANNED, 2L, MemberState.SWITCHED, 1L));
        members.move(ANNA, MemberState.ROLLED_BACK, "");
        assertThat(members.get(ANNA).switchedAt()).isEmpty();
    }

    @Test void unknownMailboxIsRefused() {
        MailboxId nobody = MailboxId.parse("spring/nobody@corp.test");
        assertThatThrownBy(() -> members.get(nobody)).isInstanceOf(MigrationException.class).hasMessageContaining("spring/nobody@corp.test");
        assertThatThrownBy(() -> members.move(nobody, MemberState.READY, "")).isInstanceOf(MigrationException.class);
    }

    @Test void readyMemberIsDueAtOnceAndThenOnceAPeriod() {
        members.move(ANNA, MemberState.READY, "");
        members.move(CARLA, MemberState.READY, "");
        assertThat(members.claimDueForDelta(SALES, NOW, QUARTER, 1)).containsExactly(ANNA);
        assertThat(members.claimDueForDelta(SALES, NOW, QUARTER, 10)).as("not twice").containsExactly(CARLA);
        assertThat(members.claimDueForDelta(SALES, NOW.plus(QUARTER).minusSeconds(1), QUARTER, 10)).isEmpty();
        assertThat(members.claimDueForDelta(SALES, NOW.plus(QUARTER), QUARTER, 10)).containsExactly(ANNA, CARLA);
        members.move(ANNA, MemberState.CUTTING_OVER, "");
        assertThat(members.claimDueForDelta(SALES, NOW.plus(QUARTER.multipliedBy(2)), QUARTER, 10)).containsExactly(CARLA);
    }

    private void insert(MailboxId id, String wave, int position, boolean withdrawn) {
        database.jdbc().sql("insert into plan_member (mailbox_id, plan, wave, position, withdrawn, state, reason, changed_at) "
            + "values (?, 'spring', ?, ?, ?, 'PLANNED', '', ?)").params(id.text(), wave, position, withdrawn, NOW.atOffset(ZoneOffset.UTC)).update();
    }
}

package org.mailferry.plan.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanFolders.Content;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.folder.PlanFolder;
import org.mailferry.plan.folder.YamlPlanReader;

class JdbcPlansTest {
    private static final PlanName NAME = new PlanName("valid");
    private static final PlanSource SOURCE = ((Content.Texts) new PlanFolder(Path.of("src/test/resources/plan/valid")).content()).source();
    private static final MailboxId DORA = MailboxId.parse("valid/dora@corp.test");

    private final TestDatabase database = newDatabase();
    private final JdbcPlans plans = newPlans();
    private final JdbcMembers members = new JdbcMembers(database.jdbc(), Clock.systemUTC());

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Test void storedPlanIsTheSameOnAnotherNode() {
        MigrationPlan stored = store(SOURCE);
        JdbcPlans otherNode = newPlans();
        assertThat(otherNode.get(NAME)).isEqualTo(stored);
        assertThat(otherNode.mailbox(DORA)).isEqualTo(stored.mailboxes().get(3));
        assertThat(otherNode.names()).containsExactly(NAME);
    }

    @Test void everyMailboxBecomesAMemberOnce() {
        store(SOURCE);
        store(SOURCE);
        assertThat(members.of(NAME)).extracting(Member::wave).containsExactly("test", "pilot", "sales", "board");
        assertThat(members.of(NAME)).extracting(Member::state).containsOnly(MemberState.PLANNED);
        assertThat(database.jdbc().sql("select count(*) from plan_revision").query(Integer.class).single()).isEqualTo(1);
    }

    @Test void newRevisionIsSeenByEveryNodeAndKeepsTheFormer() {
        store(SOURCE);
        JdbcPlans otherNode = newPlans();
        otherNode.get(NAME);
        String changed = SOURCE.yaml().replace("memberPoll: PT5S", "memberPoll: PT6S");
        MigrationPlan second = store(new PlanSource(changed, SOURCE.csv()));
        assertThat(otherNode.get(NAME)).isEqualTo(second);
        assertThat(database.jdbc().sql("select revision from plan_revision order by revision").query(Integer.class).list())
            .isEqualTo(List.of(1, 2));
    }

    @Test void theRosterCountsFromItsLastChangeWhateverElseChanges() {
        Instant began = Instant.parse("2026-03-01T00:00:00Z");
        String other = SOURCE.csv().replaceAll("dora@.*\n", "zoe@corp.test,,board,Zoe,Z,,,,env:ZOE\n");
        String yaml = SOURCE.yaml().replace("memberPoll: PT5S", "memberPoll: PT6S");
        List<PlanSource> revisions = List.of(SOURCE, new PlanSource(yaml, SOURCE.csv()), new PlanSource(yaml, other), SOURCE);
        List<Instant> since = new ArrayList<>();
        for (int day = 0; day < revisions.size(); day++) {
            store(revisions.get(day));
            database.jdbc().sql("update plan_revision set stored_at = ? where revision = ?").params(began.plus(Duration.ofDays(day)).atOffset(ZoneOffset.UTC), day + 1).update();
            since.add(plans.rosterSince(NAME).orElseThrow());
        }
        assertThat(since).containsExactly(began, began, began.plus(Duration.ofDays(2)), began.plus(Duration.ofDays(3)));
    }

    @Test void membersKeepTheirStateAndUntouchedOnesLeaveWithTheirRow() {
        store(SOURCE);
        members.move(MailboxId.parse("valid/carla@corp.test"), MemberState.READY, "");
        String withoutDora = SOURCE.csv().replaceAll("dora@.*\n", "zoe@corp.test,,board,Zoe,Z,,,,env:ZOE\n");
        store(new PlanSource(SOURCE.yaml(), withoutDora));
        assertThat(members.of(new WaveId(NAME, "board"))).extracting(member -> member.id().address()).containsExactly("zoe@corp.test");
        assertThat(members.get(MailboxId.parse("valid/carla@corp.test")).state()).isEqualTo(MemberState.READY);
        store(SOURCE);
        assertThat(members.of(new WaveId(NAME, "board"))).extracting(Member::id).containsExactly(DORA);
    }

    @Test void runningMemberStaysWhenTheNewRevisionLacksIt() {
        store(SOURCE);
        members.move(DORA, MemberState.COPYING, "");
        store(new PlanSource(SOURCE.yaml(), SOURCE.csv().replaceAll("dora@.*\n", "zoe@corp.test,,board,Zoe,Z,,,,env:ZOE\n")));
        assertThat(members.of(new WaveId(NAME, "board"))).hasSize(2);
    }

    @Test void unknownPlanAndMailboxAreRefused() {
        assertThat(plans.find(NAME)).isEmpty();
        assertThatThrownBy(() -> plans.get(NAME)).isInstanceOf(MigrationException.class).hasMessageContaining("Plan valid is not known");
        store(SOURCE);
        assertThatThrownBy(() -> plans.mailbox(MailboxId.parse("valid/nobody@corp.test"))).isInstanceOf(MigrationException.class)
            .hasMessageContaining("valid/nobody@corp.test");
    }

    private MigrationPlan store(PlanSource source) {
        PlanReading reading = new YamlPlanReader().read(NAME, source);
        MigrationPlan plan = ((PlanReading.Valid) reading).plan();
        plans.store(plan, source);
        return plan;
    }

    private JdbcPlans newPlans() {
        return new JdbcPlans(database.jdbc(), new YamlPlanReader(), Clock.systemUTC());
    }
}

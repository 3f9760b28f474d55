package org.mailferry.plan.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanReader;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.PlanTexts;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the texts and parses them once per revision and node: a lookup costs one small query for the current digest. */
@Repository
class JdbcPlans implements Plans, PlanTexts {
    private final JdbcClient jdbc;
    private final PlanReader reader;
    private final Clock clock;
    private final Map<PlanName, Parsed> cache = new ConcurrentHashMap<>();

    JdbcPlans(JdbcClient jdbc, PlanReader reader, Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.clock = clock;
    }

    @Override @Transactional public void store(MigrationPlan plan, PlanSource source) {
        if (currentSha256(plan.name()).filter(plan.sha256()::equals).isEmpty()) {
            jdbc.sql("insert into plan_revision (plan, revision, sha256, plan_yaml, mailboxes_csv, stored_at) "
                    + "select ?, coalesce(max(revision), 0) + 1, ?, ?, ?, ? from plan_revision where plan = ?")
                .params(plan.name().text(), plan.sha256(), source.yaml(), source.csv(), now(), plan.name().text()).update();
        }
        keepMembers(plan);
    }

    @Override public Optional<MigrationPlan> find(PlanName name) {
        return parsed(name).map(Parsed::plan);
    }

    @Override public MigrationPlan get(PlanName name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    @Override public PlannedMailbox mailbox(MailboxId id) {
        PlannedMailbox mailbox = parsed(id.plan()).orElseThrow(() -> unknown(id.plan())).mailboxes().get(id);
        if (mailbox == null) {
            throw MigrationException.permanent("Mailbox " + id + " is not in the plan");
        }
        return mailbox;
    }

    @Override public List<PlanName> names() {
        return jdbc.sql("select distinct plan from plan_revision order by plan").query((row, index) -> new PlanName(row.getString(1))).list();
    }

    @Override public PlanSource current(PlanName name) {
        return jdbc.sql("select plan_yaml, mailboxes_csv from plan_revision where plan = ? order by revision desc limit 1").param(name.text())
            .query((row, index) -> new PlanSource(row.getString(1), row.getString(2))).optional().orElseThrow(() -> unknown(name));
    }

    @Override public Optional<Instant> rosterSince(PlanName name) {
        // A list that was changed and changed back counts from its return.
        return jdbc.sql("select min(stored_at) from plan_revision where plan = ? and revision > coalesce((select max(r.revision) from plan_revision r "
                + "where r.plan = ? and r.mailboxes_csv <> ?), 0)")
            .params(name.text(), name.text(), current(name).csv()).query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
    }

    private Optional<Parsed> parsed(PlanName name) {
        return currentSha256(name).map(sha256 -> cache.compute(name,
            (key, known) -> known != null && known.plan().sha256().equals(sha256) ? known : parse(name)));
    }

    private Optional<String> currentSha256(PlanName name) {
        return jdbc.sql("select sha256 from plan_revision where plan = ? order by revision desc limit 1").param(name.text())
            .query(String.class).optional();
    }

    private Parsed parse(PlanName name) {
        PlanReading reading = reader.read(name, current(name));
        if (reading instanceof PlanReading.Valid valid) {
            return Parsed.of(valid.plan());
        }
        throw MigrationException.permanent("The stored plan " + name + " is no longer valid: " + ((PlanReading.Invalid) reading).problems());
    }

    private void keepMembers(MigrationPlan plan) {
        jdbc.sql("update plan_member set withdrawn = (state = 'PLANNED') where plan = ?").param(plan.name().text()).update();
        int position = 0;
        for (PlannedMailbox mailbox : plan.mailboxes()) {
            position++;
            jdbc.sql("insert into plan_member (mailbox_id, plan, wave, position, withdrawn, state, reason, changed_at) "
                    + "values (?, ?, ?, ?, false, ?, '', ?) on conflict do nothing")
                .params(mailbox.id().text(), plan.name().text(), mailbox.wave(), position, MemberState.PLANNED.name(), now()).update();
            jdbc.sql("update plan_member set wave = ?, position = ?, withdrawn = false where mailbox_id = ?")
                .params(mailbox.wave(), position, mailbox.id().text()).update();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static MigrationException unknown(PlanName name) {
        return MigrationException.permanent("Plan " + name + " is not known here: load its folder first");
    }

    private record Parsed(MigrationPlan plan, Map<MailboxId, PlannedMailbox> mailboxes) {
        static Parsed of(MigrationPlan plan) {
            return new Parsed(plan, plan.mailboxes().stream().collect(Collectors.toUnmodifiableMap(PlannedMailbox::id, Function.identity())));
        }
    }
}

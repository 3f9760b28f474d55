package org.mailferry.plan.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcMembers implements Members {
    private static final String IN_WAVE = " from plan_member where plan = ? and wave = ? and not withdrawn";
    private static final String IN_PLAN = " from plan_member where plan = ? and not withdrawn";

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcMembers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override public Member get(MailboxId id) {
        return jdbc.sql("select * from plan_member where mailbox_id = ?").param(id.text()).query(JdbcMembers::member).optional()
            .orElseThrow(() -> unknown(id));
    }

    @Override public List<Member> of(WaveId wave) {
        return jdbc.sql("select *" + IN_WAVE + " order by position").params(wave.plan().text(), wave.wave())
            .query(JdbcMembers::member).list();
    }

    @Override public List<Member> of(PlanName plan) {
        return jdbc.sql("select *" + IN_PLAN + " order by position").param(plan.text()).query(JdbcMembers::member).list();
    }

    @Override public Map<MemberState, Long> count(WaveId wave) {
        return counts(jdbc.sql("select state, count(*) as members" + IN_WAVE + " group by state").params(wave.plan().text(), wave.wave()));
    }

    @Override public Map<MemberState, Long> count(PlanName plan) {
        return counts(jdbc.sql("select state, count(*) as members" + IN_PLAN + " group by state").param(plan.text()));
    }

    @Override public List<MailboxId> next(WaveId wave, MemberState state, int limit) {
        return jdbc.sql("select mailbox_id" + IN_WAVE + " and state = ? order by position limit ?")
            .params(wave.plan().text(), wave.wave(), state.name(), limit).query((row, index) -> MailboxId.parse(row.getString(1))).list();
    }

    /** A mailbox that becomes ready is due for its first delta pass at once. */
    @Override @Transactional public void move(MailboxId id, MemberState state, String reason) {
        OffsetDateTime now = utc(clock.instant());
        int changed = jdbc.sql("update plan_member set state = ?, reason = ?, changed_at = ?, "
                + "switched_at = case when ? then ? when ? then null else switched_at end, next_delta_at = case when ? then ? end where mailbox_id = ?")
            .params(state.name(), cut(reason), now, state == MemberState.SWITCHED, now, state == MemberState.ROLLED_BACK,
                state == MemberState.READY, now, id.text()).update();
        if (changed == 0) {
            throw unknown(id);
        }
    }

    /** Commits on its own, so that the claim neither waits for nor vanishes with the slice that works it off. */
    @Override @Transactional(propagation = Propagation.REQUIRES_NEW)
    public List<MailboxId> claimDueForDelta(WaveId wave, Instant now, Duration every, int limit) {
        List<String> due = jdbc.sql("select mailbox_id" + IN_WAVE + " and state = 'READY' and next_delta_at <= ? order by next_delta_at, position limit ?")
            .params(wave.plan().text(), wave.wave(), utc(now), limit).query(String.class).list();
        List<MailboxId> claimed = new ArrayList<>();
        for (String id : due) {
            int mine = jdbc.sql("update plan_member set next_delta_at = ? where mailbox_id = ? and state = 'READY' and next_delta_at <= ?")
                .params(utc(now.plus(every)), id, utc(now)).update();
            if (mine == 1) {
                claimed.add(MailboxId.parse(id));
            }
        }
        return List.copyOf(claimed);
    }

    private static Map<MemberState, Long> counts(JdbcClient.StatementSpec statement) {
        Map<MemberState, Long> counts = new EnumMap<>(MemberState.class);
        statement.query(row -> {
            counts.put(MemberState.valueOf(row.getString("state")), row.getLong("members"));
        });
        return counts;
    }

    private static Member member(ResultSet row, int index) throws SQLException {
        return new Member(MailboxId.parse(row.getString("mailbox_id")), row.getString("wave"), MemberState.valueOf(row.getString("state")),
            row.getString("reason"), Optional.ofNullable(instant(row, "switched_at")),
            row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text) {
        return text.length() <= 4_000 ? text : text.substring(0, 3_999) + "…";
    }

    private static MigrationException unknown(MailboxId id) {
        return MigrationException.permanent("Mailbox " + id + " is not in the plan");
    }
}

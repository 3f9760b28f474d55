package org.mailferry.calendarsync.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.mailferry.calendarsync.CalendarTurns;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcCalendarTurns implements CalendarTurns {
    private final JdbcClient jdbc;

    JdbcCalendarTurns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public Map<MailboxId, Instant> of(PlanName plan) {
        Map<MailboxId, Instant> turns = new HashMap<>();
        jdbc.sql("select mailbox_id, next_at from calendarsync_turn where plan = ?").param(plan.text())
            .query(row -> {
                turns.put(MailboxId.parse(row.getString("mailbox_id")), row.getObject("next_at", OffsetDateTime.class).toInstant());
            });
        return turns;
    }

    /** Commits on its own, so that the turn neither waits for nor vanishes with the slice that works it off. */
    @Override @Transactional(propagation = Propagation.REQUIRES_NEW) public boolean take(MailboxId mailbox, Instant now, Instant next) {
        int mine = jdbc.sql("update calendarsync_turn set next_at = ? where mailbox_id = ? and next_at <= ?")
            .params(utc(next), mailbox.text(), utc(now)).update();
        return mine == 1 || jdbc.sql("insert into calendarsync_turn (mailbox_id, plan, next_at) values (?, ?, ?) on conflict do nothing")
            .params(mailbox.text(), mailbox.plan().text(), utc(next)).update() == 1;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

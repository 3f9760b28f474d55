package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.mailsync.Caller;
import org.mailferry.mailsync.LimitScope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What servers taught by refusing. */
@Component
class ServerLessons {
    /** A row; {@code connections} counts from {@code changedAt}. */
    record Lesson(String server, LimitScope scope, String name, Optional<Integer> connections, Instant changedAt, Optional<Instant> closedUntil,
                  int refusals, String words, Instant heardAt) {
        boolean isClosed(Instant now) {
            return closedUntil.filter(now::isBefore).isPresent();
        }
    }

    private final JdbcClient jdbc;

    ServerLessons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that hold for the caller. */
    List<Lesson> of(Caller caller) {
        return jdbc.sql("select * from mailsync_server_lesson where server = ? and (scope = 'SERVER' or scope = 'SERVICE' and name = ? "
            + "or scope = 'MAILBOX' and name = ?)").params(caller.server(), caller.service(), caller.login()).query(ServerLessons::lesson).list();
    }

    /** Other mailboxes that were refused since. */
    List<Lesson> otherMailboxes(Caller caller, Instant since) {
        return jdbc.sql("select * from mailsync_server_lesson where server = ? and scope = 'MAILBOX' and name <> ? and heard_at > ? order by heard_at desc limit 20")
            .params(caller.server(), caller.login(), utc(since)).query(ServerLessons::lesson).list();
    }

    List<Lesson> all(Instant now) {
        return jdbc.sql("select * from mailsync_server_lesson where connections is not null or closed_until > ? order by server, scope, name")
            .param(utc(now)).query(ServerLessons::lesson).list();
    }

    void save(Lesson lesson, String heardBy) {
        int there = jdbc.sql("update mailsync_server_lesson set connections = ?, changed_at = ?, closed_until = ?, refusals = ?, words = ?, heard_at = ?, "
                + "heard_by = ? where server = ? and scope = ? and name = ?")
            .param(lesson.connections().orElse(null)).param(utc(lesson.changedAt())).param(lesson.closedUntil().map(ServerLessons::utc).orElse(null))
            .param(lesson.refusals()).param(cut(lesson.words())).param(utc(lesson.heardAt())).param(heardBy)
            .param(lesson.server()).param(lesson.scope().name()).param(lesson.name()).update();
        if (there == 0) {
            jdbc.sql("insert into mailsync_server_lesson (server, scope, name, connections, changed_at, closed_until, refusals, words, heard_at, heard_by) "
                    + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(lesson.server()).param(lesson.scope().name()).param(lesson.name()).param(lesson.connections().orElse(null))
                .param(utc(lesson.changedAt())).param(lesson.closedUntil().map(ServerLessons::utc).orElse(null)).param(lesson.refusals())
                .param(cut(lesson.words())).param(utc(lesson.heardAt())).param(heardBy).update();
        }
    }

    /** Keeps the maximum, or forgets it. */
    void changeConnections(Lesson lesson, Optional<Integer> connections, Instant at) {
        jdbc.sql("update mailsync_server_lesson set connections = ?, changed_at = ? where server = ? and scope = ? and name = ?")
            .param(connections.orElse(null)).param(utc(at)).param(lesson.server()).param(lesson.scope().name()).param(lesson.name()).update();
    }

    void close(Lesson lesson, Instant until) {
        jdbc.sql("update mailsync_server_lesson set closed_until = ? where server = ? and scope = ? and name = ?")
            .params(utc(until), lesson.server(), lesson.scope().name(), lesson.name()).update();
    }

    /** The caller was let in, which ends his trial; mailboxes that were refused long ago are forgotten. */
    void forgive(Caller caller, Instant trialEnds, Instant forgetBefore) {
        jdbc.sql("update mailsync_server_lesson set closed_until = null where server = ? and refusals > 0 and closed_until <= ? and (scope = 'SERVER' "
            + "or scope = 'SERVICE' and name = ? or scope = 'MAILBOX' and name = ?)").params(caller.server(), utc(trialEnds), caller.service(), caller.login()).update();
        jdbc.sql("update mailsync_server_lesson set refusals = 0 where server = ? and refusals > 0 and (scope = 'SERVER' or scope = 'SERVICE' and name = ? "
            + "or scope = 'MAILBOX' and name = ?)").params(caller.server(), caller.service(), caller.login()).update();
        jdbc.sql("delete from mailsync_server_lesson where server = ? and scope = 'MAILBOX' and heard_at < ? and (closed_until is null or closed_until < ?)")
            .params(caller.server(), utc(forgetBefore), utc(forgetBefore)).update();
    }

    private static Lesson lesson(ResultSet row, int index) throws SQLException {
        int connections = row.getInt("connections");
        Optional<Integer> known = row.wasNull() ? Optional.empty() : Optional.of(connections);
        return new Lesson(row.getString("server"), LimitScope.valueOf(row.getString("scope")), row.getString("name"), known,
            row.getObject("changed_at", OffsetDateTime.class).toInstant(), Optional.ofNullable(instant(row.getObject("closed_until", OffsetDateTime.class))),
            row.getInt("refusals"), row.getString("words"), row.getObject("heard_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text) {
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }
}

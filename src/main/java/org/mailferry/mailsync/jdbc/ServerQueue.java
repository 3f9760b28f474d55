package org.mailferry.mailsync.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.mailsync.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The mailboxes that found no slot, in the order in which they came. Whoever got a slot keeps his place for a turn, so that a mailbox is
 * finished before the next is begun, and then goes to the end.
 */
@Component
class ServerQueue {
    /** How much later than announced a waiting mailbox may come before it is counted out. */
    private static final Duration LATE = Duration.ofSeconds(90);
    /** A slot is kept for whoever comes so soon, or should have come so long ago; others take it meanwhile. */
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration JUST_NOW = Duration.ofSeconds(15);

    private record Place(Instant since, Optional<Instant> turnBegan, Instant touchedAt) {}

    private final JdbcClient jdbc;

    ServerQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Since when the caller's place counts. */
    Instant since(Caller caller, Duration turn, Instant now) {
        return place(caller).filter(place -> !place.touchedAt().plus(turn).isBefore(now))
            .filter(place -> place.turnBegan().filter(began -> !began.plus(turn).isAfter(now)).isEmpty()).map(Place::since).orElse(now);
    }

    /** How many others wait longer. */
    int ahead(Caller caller, Instant since, Instant now) {
        return ahead(caller, since, now.minus(LATE), Instant.parse("9999-01-01T00:00:00Z"));
    }

    /** How many of them come for a slot about now. */
    int aheadAtTheDoor(Caller caller, Instant since, Instant now) {
        return ahead(caller, since, now.minus(JUST_NOW), now.plus(SOON));
    }

    private int ahead(Caller caller, Instant since, Instant from, Instant to) {
        return jdbc.sql("select count(*) from mailsync_server_queue where server = ? and login <> ? and comes_at > ? and comes_at <= ? "
                + "and (since < ? or since = ? and login < ?)")
            .params(caller.server(), caller.login(), utc(from), utc(to), utc(since), utc(since), caller.login()).query(Integer.class).single();
    }

    /** The caller waits for something else now. */
    void away(Caller caller) {
        jdbc.sql("update mailsync_server_queue set comes_at = null where server = ? and login = ?").params(caller.server(), caller.login()).update();
    }

    int waiting(String server, Instant now) {
        return jdbc.sql("select count(*) from mailsync_server_queue where server = ? and comes_at > ?").params(server, utc(now.minus(LATE)))
            .query(Integer.class).single();
    }

    void waits(Caller caller, Instant since, Instant comesAt, Instant now) {
        int there = jdbc.sql("update mailsync_server_queue set since = ?, turn_began = case when since = ? then turn_began end, comes_at = ?, touched_at = ? "
            + "where server = ? and login = ?").params(utc(since), utc(since), utc(comesAt), utc(now), caller.server(), caller.login()).update();
        if (there == 0) {
            jdbc.sql("insert into mailsync_server_queue (server, login, since, comes_at, touched_at) values (?, ?, ?, ?, ?)")
                .params(caller.server(), caller.login(), utc(since), utc(comesAt), utc(now)).update();
        }
    }

    /** The caller has a slot now; his turn begins unless it began before. */
    void served(Caller caller, Instant since, Instant now) {
        jdbc.sql("update mailsync_server_queue set turn_began = case when since = ? then coalesce(turn_began, ?) else ? end, since = ?, comes_at = null, "
                + "touched_at = ? where server = ? and login = ?")
            .params(utc(since), utc(now), utc(now), utc(since), utc(now), caller.server(), caller.login()).update();
    }

    void removeOld(String server, Duration turn, Instant now) {
        jdbc.sql("delete from mailsync_server_queue where server = ? and touched_at < ? and (comes_at is null or comes_at < ?)")
            .params(server, utc(now.minus(turn)), utc(now.minus(LATE))).update();
    }

    private Optional<Place> place(Caller caller) {
        return jdbc.sql("select since, turn_began, greatest(touched_at, coalesce(comes_at, touched_at)) as touched from mailsync_server_queue "
                + "where server = ? and login = ?").params(caller.server(), caller.login())
            .query((row, index) -> new Place(row.getObject(1, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject(2, OffsetDateTime.class)).map(OffsetDateTime::toInstant), row.getObject(3, OffsetDateTime.class).toInstant()))
            .optional();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

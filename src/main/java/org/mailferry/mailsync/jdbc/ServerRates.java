package org.mailferry.mailsync.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mailferry.mailsync.Caller;
import org.mailferry.mailsync.ServerLimits;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bookings against a server's rates, and a mailbox's volume of the last day. */
@Component
class ServerRates {
    private record Free(Instant bytes, Instant messages) {}

    private record Hour(Instant begins, long bytes) {}

    private final JdbcClient jdbc;

    ServerRates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How long until the server's rates allow the next batch. */
    Duration wait(Caller caller, Instant now) {
        Free free = free(caller.server(), now);
        Instant next = free.bytes().isAfter(free.messages()) ? free.bytes() : free.messages();
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** A batch passes as soon as those before it are paid for; its own price holds up the next. */
    void book(Caller caller, ServerLimits limits, long bytes, int messages, Instant now) {
        Free free = free(caller.server(), now);
        jdbc.sql("update mailsync_server set bytes_free_at = ?, messages_free_at = ? where server = ?")
            .params(utc(paid(free.bytes(), now, bytes, limits.bytesPerSecond())), utc(paid(free.messages(), now, messages, limits.messagesPerSecond())),
                caller.server()).update();
    }

    private static Instant paid(Instant free, Instant now, long amount, long perSecond) {
        Instant from = free.isAfter(now) ? free : now;
        return perSecond == 0 ? from : from.plus((long) Math.ceil(amount * 1e6 / perSecond), ChronoUnit.MICROS);
    }

    /** How long until so much more stays within the limit of 24 hours; at once where even an empty day would be too small for it. */
    Duration waitForVolume(Caller caller, boolean upload, long limitBytes, long bytes, Instant now) {
        // Whole hours are kept, so one more is counted than a day has.
        List<Hour> hours = jdbc.sql("select begins_at, volume_bytes from mailsync_server_volume where server = ? and login = ? and direction = ? "
                + "and begins_at > ? order by begins_at").params(caller.server(), caller.login(), direction(upload), utc(now.minus(Duration.ofHours(25))))
            .query((row, index) -> new Hour(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2))).list();
        long sum = hours.stream().mapToLong(Hour::bytes).sum();
        Duration wait = Duration.ZERO;
        for (Hour hour : hours) {
            if (sum + bytes <= limitBytes) {
                break;
            }
            sum -= hour.bytes();
            wait = Duration.between(now, hour.begins().plus(Duration.ofHours(25)));
        }
        return wait;
    }

    void addVolume(Caller caller, boolean upload, long bytes, Instant now) {
        OffsetDateTime hour = utc(now.truncatedTo(ChronoUnit.HOURS));
        int there = jdbc.sql("update mailsync_server_volume set volume_bytes = volume_bytes + ? where server = ? and login = ? and direction = ? and begins_at = ?")
            .params(bytes, caller.server(), caller.login(), direction(upload), hour).update();
        if (there == 0) {
            jdbc.sql("insert into mailsync_server_volume (server, login, direction, begins_at, volume_bytes) values (?, ?, ?, ?, ?)")
                .params(caller.server(), caller.login(), direction(upload), hour, bytes).update();
            jdbc.sql("delete from mailsync_server_volume where server = ? and begins_at < ?")
                .params(caller.server(), utc(now.minus(Duration.ofDays(2)))).update();
        }
    }

    private Free free(String server, Instant now) {
        return jdbc.sql("select bytes_free_at, messages_free_at from mailsync_server where server = ?").param(server)
            .query((row, index) -> new Free(instant(row.getObject(1, OffsetDateTime.class), now), instant(row.getObject(2, OffsetDateTime.class), now)))
            .single();
    }

    private static Instant instant(@org.jspecify.annotations.Nullable OffsetDateTime time, Instant now) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant).orElse(now);
    }

    private static String direction(boolean upload) {
        return upload ? "UP" : "DOWN";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

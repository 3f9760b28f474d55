package org.mailferry.mailsync.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.mailferry.mailsync.Caller;
import org.mailferry.mailsync.LimitScope;
import org.mailferry.mailsync.ServerGate.Slot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The connections that are open, or may be for all that is known. */
@Component
class ServerSlots {
    private final JdbcClient jdbc;

    ServerSlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void removeExpired(String server, Instant now) {
        jdbc.sql("delete from mailsync_server_slot where server = ? and expires_at <= ?").params(server, now.atOffset(ZoneOffset.UTC)).update();
    }

    int used(Caller caller, LimitScope scope, Instant now) {
        String open = "select count(*) from mailsync_server_slot where server = ? and expires_at > ?";
        if (scope == LimitScope.SERVER) {
            return jdbc.sql(open).params(caller.server(), now.atOffset(ZoneOffset.UTC)).query(Integer.class).single();
        }
        return jdbc.sql(open + (scope == LimitScope.SERVICE ? " and service = ?" : " and login = ?"))
            .params(caller.server(), now.atOffset(ZoneOffset.UTC), caller.name(scope)).query(Integer.class).single();
    }

    Slot add(Caller caller, Instant until, boolean refusedBefore) {
        Slot slot = new Slot(UUID.randomUUID().toString(), caller, refusedBefore);
        jdbc.sql("insert into mailsync_server_slot (id, server, login, service, expires_at) values (?, ?, ?, ?, ?)")
            .params(slot.id(), caller.server(), caller.login(), caller.service(), until.atOffset(ZoneOffset.UTC)).update();
        return slot;
    }

    void remove(Slot slot) {
        jdbc.sql("delete from mailsync_server_slot where id = ?").param(slot.id()).update();
    }
}

package org.mailferry.mailsync.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.SourceLooks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Looks in {@code mailsync_look}, in the caller's transaction: a lost look is taken again. */
@Repository
class JdbcSourceLooks implements SourceLooks {
    private final JdbcClient jdbc;

    JdbcSourceLooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public Optional<Look> of(MailboxId mailbox) {
        return jdbc.sql("select problem, looked_at from mailsync_look where mailbox_id = ?").param(mailbox.text())
            .query((row, index) -> new Look(mailbox, row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant())).optional();
    }

    @Override public void save(Look look) {
        jdbc.sql("delete from mailsync_look where mailbox_id = ?").param(look.mailbox().text()).update();
        jdbc.sql("insert into mailsync_look (mailbox_id, problem, looked_at) values (?, ?, ?)")
            .params(look.mailbox().text(), look.problem(), look.at().atOffset(ZoneOffset.UTC)).update();
    }
}

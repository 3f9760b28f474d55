package org.mailferry.mailsync.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.MailboxSize;
import org.mailferry.mailsync.MailboxSizes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sizes in {@code mailsync_size}, in the caller's transaction: a lost measurement is measured again. */
@Repository
class JdbcMailboxSizes implements MailboxSizes {
    private final JdbcClient jdbc;

    JdbcMailboxSizes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public Optional<MailboxSize> of(MailboxId mailbox) {
        return jdbc.sql("select messages, size_bytes, left_behind, problem, measured_at from mailsync_size where mailbox_id = ?")
            .param(mailbox.text()).query((row, index) -> new MailboxSize(mailbox, row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant())).optional();
    }

    @Override public void save(MailboxSize size) {
        jdbc.sql("delete from mailsync_size where mailbox_id = ?").param(size.mailbox().text()).update();
        jdbc.sql("insert into mailsync_size (mailbox_id, messages, size_bytes, left_behind, problem, measured_at) values (?, ?, ?, ?, ?, ?)")
            .params(size.mailbox().text(), size.messages(), size.bytes(), size.leftBehind(), size.problem(),
                size.measuredAt().atOffset(ZoneOffset.UTC)).update();
    }
}

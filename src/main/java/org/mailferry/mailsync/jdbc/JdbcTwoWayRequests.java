package org.mailferry.mailsync.jdbc;

import java.util.Collection;
import java.util.List;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.TwoWayRequests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Batches of requests; each changes its state by a condition, so that two callers never take the same. */
@Repository
class JdbcTwoWayRequests implements TwoWayRequests {
    private final JdbcClient jdbc;

    JdbcTwoWayRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public List<Shown> show(Collection<MailboxId> mailboxes, String owner, String batch) {
        long undecided = jdbc.sql("select count(*) from mailsync_two_way_request where state = 'SHOWN' and batch like ?").param(owner + "/%")
            .query(Long.class).single();
        if (undecided > 0) {
            return List.of();
        }
        mailboxes.forEach(mailbox -> jdbc.sql("update mailsync_two_way_request set state = 'SHOWN', batch = ? where mailbox_id = ? "
            + "and state in ('REQUESTED', 'SHOWN')").params(batch, mailbox.text()).update());
        return of(batch);
    }

    @Override public List<Shown> of(String batch) {
        return jdbc.sql("select * from mailsync_two_way_request where batch = ? order by mailbox_id, id").param(batch)
            .query((row, index) -> new Shown(MailboxId.parse(row.getString("mailbox_id")), RequestTable.request(row, index))).list();
    }

    @Override public long approve(String batch) {
        return jdbc.sql("update mailsync_two_way_request set state = 'APPROVED' where batch = ? and state = 'SHOWN'").param(batch).update();
    }

    @Override public void refuse(String batch) {
        jdbc.sql("update mailsync_two_way_request set state = 'KEPT' where batch = ? and state = 'SHOWN'").param(batch).update();
    }
}

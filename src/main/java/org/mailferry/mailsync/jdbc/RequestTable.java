package org.mailferry.mailsync.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Side;
import org.mailferry.mailsync.TwoWayRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code mailsync_two_way_request}. */
final class RequestTable {
    private RequestTable() {}

    static TwoWayRequest request(ResultSet row, int index) throws SQLException {
        return new TwoWayRequest(row.getLong("id"), TwoWayRequest.Subject.valueOf(row.getString("subject")), Side.valueOf(row.getString("side")),
            row.getLong("folder_id"), row.getLong("source_uid"), row.getLong("target_uid"), row.getString("sha256"), row.getLong("amount"),
            row.getString("reason"), TwoWayRequest.State.valueOf(row.getString("state")));
    }

    static void save(JdbcClient jdbc, MailboxId mailbox, TwoWayRequest request, Instant now) {
        if (request.id() != 0) {
            jdbc.sql("update mailsync_two_way_request set state = ?, reason = ? where id = ?").params(request.state().name(), request.reason(), request.id()).update();
            return;
        }
        jdbc.sql("insert into mailsync_two_way_request (mailbox_id, subject, side, folder_id, source_uid, target_uid, sha256, amount, reason, state, "
                + "requested_at, batch) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')")
            .params(mailbox.text(), request.subject().name(), request.side().name(), request.folderId(), request.sourceUid(), request.targetUid(),
                request.sha256(), request.amount(), request.reason(), request.state().name(), now.atOffset(ZoneOffset.UTC)).update();
    }
}

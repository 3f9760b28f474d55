package org.mailferry.mailflow.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.DecoyLedger;
import org.mailferry.mailflow.DecoyMailboxes.DecoyMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** In the transaction of the step that tells: when that fails, the message is told the next time. */
@Repository
class JdbcDecoyLedger implements DecoyLedger {
    private static final int LONGEST_FOLDER = 512;

    private final JdbcClient jdbc;

    JdbcDecoyLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public boolean tell(PlanName plan, EmailAddress decoy, DecoyMessage message, Instant at) {
        String folder = message.folder().substring(0, Math.min(LONGEST_FOLDER, message.folder().length()));
        return jdbc.sql("insert into mailflow_decoy_message (plan, address, folder, uid_validity, uid, found_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(plan.text(), decoy.key(), folder, message.uidValidity(), message.uid(), at.atOffset(ZoneOffset.UTC)).update() == 1;
    }
}

package org.mailferry.mailsync.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Journal;
import org.mailferry.mailsync.JournalEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code mailsync_journal}: added to, never changed. */
@Repository
class JournalTable implements Journal {
    private final JdbcClient jdbc;

    JournalTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override public List<JournalEntry> of(MailboxId mailbox, int most) {
        return jdbc.sql("select * from mailsync_journal where mailbox_id = ? order by id desc limit ?").params(mailbox.text(), most)
            .query((row, index) -> new JournalEntry(row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                JournalEntry.Kind.valueOf(row.getString("kind")), row.getString("folder"), row.getLong("source_uid"), row.getLong("target_uid"),
                row.getString("sha256"), row.getString("text"))).list();
    }

    static void add(JdbcClient jdbc, MailboxId mailbox, JournalEntry entry) {
        jdbc.sql("insert into mailsync_journal (mailbox_id, happened_at, kind, folder, source_uid, target_uid, sha256, text) values (?, ?, ?, ?, ?, ?, ?, ?)")
            .params(mailbox.text(), entry.at().atOffset(ZoneOffset.UTC), entry.kind().name(), entry.folder(), entry.sourceUid(), entry.targetUid(),
                entry.sha256(), entry.text()).update();
    }
}

package org.mailferry.mailsync.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.SyncFigures;
import org.mailferry.mailsync.SyncFigures.Figures;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcSyncFiguresTest {
    private static final OffsetDateTime BEGAN = OffsetDateTime.of(2026, 3, 1, 12, 0, 0, 0, ZoneOffset.UTC);
    private static final MailboxId ANNA = MailboxId.parse("spring/anna@corp.test");

    private final JdbcClient jdbc = newDatabase().jdbc();
    private final SyncFigures figures = new JdbcSyncFigures(jdbc);

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Test void addsUpAMailboxWithoutWhatIsLeftOutAndWithoutTheWayBack() {
        folder(1, ANNA, "FORWARD", "INBOX", "COPY", 10, 7);
        folder(2, ANNA, "FORWARD", "Projects", "COPY", 0, 5);
        folder(3, ANNA, "FORWARD", "Drafts", "EXCLUDED", 4, 0);
        folder(4, ANNA, "BACK", "INBOX", "COPY", 2, 2);
        folder(5, MailboxId.parse("spring-2/anna@corp.test"), "FORWARD", "INBOX", "COPY", 1, 1);
        jdbc.sql("insert into mailsync_pass (mailbox_id, direction, kind, number, started_at) values (?, 'FORWARD', 'INITIAL', 1, ?)").params(ANNA.text(), BEGAN).update();

        assertThat(figures.of(new PlanName("spring"))).isEqualTo(Map.of(ANNA, new Figures(12, 0, 0, 1_200, 15, Optional.of(Instant.from(BEGAN)), false)));
        assertThat(figures.of(new PlanName("autumn"))).isEmpty();
    }

    @Test void namesWhatWasRefusedWithItsReason() {
        folder(1, ANNA, "FORWARD", "INBOX", "COPY", 10, 7);
        folder(2, ANNA, "FORWARD", "Public", "REFUSED", 0, 0);
        jdbc.sql("insert into mailsync_message (folder_id, source_uid, outcome, reason, sha256, size_bytes, internal_date, flags, target_floor, attempts) "
            + "values (1, 42, 'REFUSED', 'over quota', '', 1, '', '', 0, 1)").update();

        assertThat(figures.refusals(ANNA)).containsExactly("Folder Public: a note", "INBOX, UID 42: over quota");
    }

    private void folder(long id, MailboxId mailbox, String direction, String name, String state, long onSource, long copied) {
        jdbc.sql("insert into mailsync_folder (id, mailbox_id, direction, source_name, target_name, state, note, source_uid_validity, next_source_uid, source_messages, "
            + "target_uid_validity, target_uid_next, target_first_uid, target_foreign, finished_pass, copied, copied_bytes) values (?, ?, ?, ?, ?, ?, 'a note', 1, 1, ?, 1, 1, 1, 0, 1, ?, ?)")
            .params(id, mailbox.text(), direction, name, name, state, onSource, copied, copied * 100).update();
    }
}

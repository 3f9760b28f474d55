package org.mailferry.mailsync.jdbc;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.JournalEntry;
import org.mailferry.mailsync.TwoWayRequest;
import org.mailferry.mailsync.TwoWayRequest.Subject;
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

    @Override public List<Shown> show(Collection<MailboxId> mailboxes, String owner, String batch, Predicate<String> isAtWork) {
        long undecided = jdbc.sql("select count(*) from mailsync_two_way_request where state = 'SHOWN' and batch like ?").param(owner + "/%")
            .query(Long.class).single();
        if (undecided > 0) {
            return List.of();
        }
        for (MailboxId mailbox : mailboxes) {
            takeBack(mailbox, isAtWork);
            jdbc.sql("update mailsync_two_way_request set state = 'SHOWN', batch = ? where mailbox_id = ? and state = 'REQUESTED'")
                .params(batch, mailbox.text()).update();
        }
        return undecided(batch);
    }

    /** The batch that was read is a condition: who comes second finds it gone. */
    private void takeBack(MailboxId mailbox, Predicate<String> isAtWork) {
        jdbc.sql("select distinct batch from mailsync_two_way_request where mailbox_id = ? and state = 'SHOWN'").param(mailbox.text())
            .query(String.class).list().stream().filter(other -> !isAtWork.test(other.substring(0, Math.max(other.indexOf('/'), 0))))
            .forEach(orphan -> jdbc.sql("update mailsync_two_way_request set state = 'REQUESTED', batch = '' where mailbox_id = ? and batch = ? "
                + "and state = 'SHOWN'").params(mailbox.text(), orphan).update());
    }

    @Override public List<Shown> undecided(String batch) {
        return jdbc.sql("select * from mailsync_two_way_request where batch = ? and state = 'SHOWN' order by mailbox_id, id").param(batch)
            .query((row, index) -> new Shown(MailboxId.parse(row.getString("mailbox_id")), RequestTable.request(row, index))).list();
    }

    @Override public boolean approve(String batch, long messages) {
        List<Long> amounts = jdbc.sql("select amount from mailsync_two_way_request where batch = ? and state = 'SHOWN' for update").param(batch)
            .query(Long.class).list();
        if (amounts.stream().mapToLong(Long::longValue).sum() != messages) {
            return false;
        }
        return jdbc.sql("update mailsync_two_way_request set state = 'APPROVED' where batch = ? and state = 'SHOWN'").param(batch).update()
            == amounts.size();
    }

    @Override public void refuse(String batch, Refusal refusal) {
        Map<MailboxId, List<TwoWayRequest>> kept = undecided(batch).stream().collect(Collectors.groupingBy(Shown::mailbox, LinkedHashMap::new,
            Collectors.mapping(Shown::request, Collectors.toList())));
        kept.forEach((mailbox, requests) -> {
            JournalTable.add(jdbc, mailbox, summary(requests, refusal));
            requests.forEach(request -> keep(mailbox, request, refusal));
        });
    }

    private void keep(MailboxId mailbox, TwoWayRequest request, Refusal refusal) {
        jdbc.sql("update mailsync_two_way_request set state = 'KEPT' where id = ? and state = 'SHOWN'").param(request.id()).update();
        if (request.subject() == Subject.DELETION) {
            String folder = jdbc.sql("select source_name from mailsync_folder where id = ?").param(request.folderId()).query(String.class).optional().orElse("");
            JournalTable.add(jdbc, mailbox, new JournalEntry(refusal.at(), JournalEntry.Kind.KEPT, folder, request.sourceUid(), request.targetUid(),
                request.sha256(), "Deleted on the " + request.side().other().text() + ", kept on the " + request.side().text() + ": " + refusal.by()
                + " refused the deletion"));
        }
    }

    private static JournalEntry summary(List<TwoWayRequest> requests, Refusal refusal) {
        long deletions = requests.stream().filter(request -> request.subject() == Subject.DELETION).count();
        String stops = requests.stream().filter(request -> request.subject() == Subject.STOP)
            .map(request -> "to go on after " + request.amount() + " messages were gone from the " + request.side().text()).collect(Collectors.joining(" and "));
        String what = (deletions > 0 ? "the deletion of " + deletions + " messages" : "") + (deletions > 0 && !stops.isEmpty() ? " and " : "") + stops;
        return new JournalEntry(refusal.at(), JournalEntry.Kind.REFUSED, "", 0, 0, "", refusal.by() + " refused " + what + ": " + refusal.reason());
    }
}

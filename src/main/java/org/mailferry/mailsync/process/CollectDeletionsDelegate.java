package org.mailferry.mailsync.process;

import static org.mailferry.process.MigrationWaveProcess.DELETIONS_WANTED;
import static org.mailferry.process.MigrationWaveProcess.DELETION_BATCH;
import static org.mailferry.process.MigrationWaveProcess.DELETION_COUNT;
import static org.mailferry.process.MigrationWaveProcess.DELETION_PROBLEM;
import static org.mailferry.process.MigrationWaveProcess.DELETION_SUMMARY;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.TwoWayRequest.Subject;
import org.mailferry.mailsync.TwoWayRequests;
import org.mailferry.mailsync.TwoWayRequests.Shown;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/**
 * Puts deletions that wait for leave, and mailboxes that were stopped, before a person: a batch at a time for each wave. In the
 * engine's transaction, so it may run twice.
 */
@Component("collectDeletions")
final class CollectDeletionsDelegate implements JavaDelegate {
    private static final int LONGEST = 3500;

    private final TwoWayRequests requests;
    private final Members members;
    private final Clock clock;

    CollectDeletionsDelegate(TwoWayRequests requests, Members members, Clock clock) {
        this.requests = requests;
        this.members = members;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        List<MailboxId> mailboxes = members.of(WAVE_ID.get(execution)).stream().map(Member::id).toList();
        String owner = execution.getProcessInstanceId();
        String batch = owner + "/" + clock.millis();
        List<Shown> shown = requests.show(mailboxes, owner, batch, other -> isAtWork(execution, other));
        DELETIONS_WANTED.set(execution, !shown.isEmpty());
        if (!shown.isEmpty()) {
            DELETION_BATCH.set(execution, batch);
            DELETION_COUNT.set(execution, Shown.messages(shown));
            DELETION_SUMMARY.set(execution, summary(shown));
            DELETION_PROBLEM.set(execution, "");
        }
    }

    private static boolean isAtWork(DelegateExecution execution, String instance) {
        return execution.getProcessEngineServices().getRuntimeService().createProcessInstanceQuery().processInstanceId(instance).count() > 0;
    }

    static String summary(List<Shown> shown) {
        String counts = shown.stream().filter(each -> each.request().subject() == Subject.DELETION)
            .collect(Collectors.groupingBy(each -> each.mailbox().address() + ": " + each.request().reason(), java.util.TreeMap::new, Collectors.counting()))
            .entrySet().stream().map(entry -> entry.getKey() + ", " + entry.getValue() + (entry.getValue() == 1 ? " message" : " messages")).collect(Collectors.joining("\n"));
        String stops = shown.stream().filter(each -> each.request().subject() == Subject.STOP)
            .map(each -> each.mailbox().address() + " is stopped: " + each.request().reason()).collect(Collectors.joining("\n"));
        String text = counts + (counts.isEmpty() || stops.isEmpty() ? "" : "\n") + stops;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… and more";
    }
}

package org.mailferry.process;

import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;

/** What the doer of a human task is told: commands and screen paths with the plan's own values in them. */
public interface Instructions {
    /** Empty when the task has no page. @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when plan or mailbox is unknown */
    Optional<Page> of(String taskId, Scope scope);

    /** @param subject what it is done to, in the words of the audit trail; {@code flow} is empty outside a flow change */
    record Scope(PlanName plan, Optional<WaveId> wave, Optional<MailboxId> mailbox, String flow, String subject) {}

    /**
     * @param markdown the text of the form, holding no secret
     * @param facts short values that decide which fields of the form apply, such as {@code sourceKind}
     * @param title the task's name in Tasklist, where pages share a task
     */
    record Page(String markdown, Map<String, String> facts, Optional<String> title) {
        public Page {
            facts = Map.copyOf(facts);
        }

        public Page(String markdown, Map<String, String> facts) {
            this(markdown, facts, Optional.empty());
        }
    }
}

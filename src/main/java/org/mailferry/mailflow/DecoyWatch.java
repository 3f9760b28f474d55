package org.mailferry.mailflow;

import java.time.Clock;
import java.util.List;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.mailflow.DecoyMailboxes.DecoyMessage;
import org.springframework.stereotype.Service;

/**
 * Tells stray mail from silence. Silence counts only when a message of ours, sent last, has arrived: then others had arrived too. Each
 * stray message is told once, so a person who explained one is not asked again.
 */
@Service
public final class DecoyWatch {
    private final ProbeRounds rounds;
    private final DecoyMailboxes mailboxes;
    private final DecoyLedger ledger;
    private final OwnMessages own;
    private final Clock clock;

    public DecoyWatch(ProbeRounds rounds, DecoyMailboxes mailboxes, DecoyLedger ledger, ProbeLog own, Clock clock) {
        this.rounds = rounds;
        this.mailboxes = mailboxes;
        this.ledger = ledger;
        this.own = own;
        this.clock = clock;
    }

    /**
     * @param reached our own message arrived
     * @param problem why it did not; empty when it did
     * @param strays every other message that was not told before
     */
    public record Report(boolean reached, String problem, List<String> strays) {
        public Report {
            strays = List.copyOf(strays);
        }
    }

    /**
     * @param control the message of ours: from anybody to the decoy, expected in its mailbox
     * @throws org.mailferry.kernel.MigrationException when the mailbox cannot be looked into
     */
    public Report look(Probe control) {
        ProbeOutcome arrived = rounds.run(List.of(control)).get(0);
        List<String> strays = mailboxes.messages(control.expectedIn()).stream().filter(message -> !ours(control, message))
            .filter(message -> ledger.tell(control.plan(), control.recipient(), message, clock.instant())).map(DecoyMessage::text).toList();
        return new Report(arrived.green(), arrived.problem(), strays);
    }

    private boolean ours(Probe control, DecoyMessage message) {
        return message.messageId().startsWith(OwnMessages.MESSAGE_ID_PREFIX) && own.sent(control.plan(), message.messageId());
    }
}

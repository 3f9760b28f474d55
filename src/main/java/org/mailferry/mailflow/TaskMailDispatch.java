package org.mailferry.mailflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Works off the outbox. A mail that cannot be sent stays in it and is tried again, later each time, for as long as its task waits; the
 * runbook goes on meanwhile. Only a node that dies between the server's yes and its own note sends a mail a second time, under the same Message-ID.
 */
@Service
public final class TaskMailDispatch {
    private static final Logger log = LoggerFactory.getLogger(TaskMailDispatch.class);
    private static final int BATCH = 20;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final String node = UUID.randomUUID().toString();
    private final TaskMailOutbox outbox;
    private final TaskDesk desk;
    private final AnnouncementPost post;
    private final NotifySettings settings;
    private final Clock clock;

    public TaskMailDispatch(TaskMailOutbox outbox, TaskDesk desk, AnnouncementPost post, NotifySettings settings, Clock clock) {
        this.outbox = outbox;
        this.desk = desk;
        this.post = post;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends what is due. Safe to call on every node at once. */
    public void sendDue() {
        outbox.claim(node, clock.instant(), LEASE, BATCH).forEach(this::send);
    }

    private void send(TaskMail mail) {
        try {
            if (!desk.waiting(mail.taskId())) {
                outbox.outdated(mail, node);
                return;
            }
            List<EmailAddress> recipients = desk.addresses(mail);
            if (recipients.isEmpty()) {
                failed(mail, "No address is known for " + mail.recipient() + ": add people.addresses to the plan or mailferry.mailflow.notify.addresses");
                return;
            }
            post.send("<mailferry-task." + mail.taskId() + "." + mail.id() + "@" + settings.sender().domain() + ">", recipients, subject(mail), text(mail));
            outbox.sent(mail, node, clock.instant());
            log.info("Announced task {} to {}", mail.taskId(), mail.recipient());
        } catch (RuntimeException e) {
            // Whatever is wrong with one mail must not hold up the others.
            failed(mail, e instanceof MigrationException ? e.getMessage() : e.toString());
        }
    }

    private void failed(TaskMail mail, String problem) {
        Instant nextTry = clock.instant().plus(pauseAfter(mail.attempts()));
        outbox.failed(mail, node, problem, nextTry);
        log.warn("Task {} was not announced to {}, next try at {}: {}", mail.taskId(), mail.recipient(), nextTry, problem);
    }

    /** One minute, two, four, up to an hour. */
    static Duration pauseAfter(int attempts) {
        Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String subject(TaskMail mail) {
        return "[Mailferry] " + mail.taskName() + (about(mail).isEmpty() ? "" : ": " + about(mail));
    }

    private String text(TaskMail mail) {
        String about = about(mail).isEmpty() ? "" : "About: " + about(mail) + "\n";
        return "A task of the mail migration waits for you.\n\n"
            + "Task:  " + mail.taskName() + "\n"
            + (mail.plan().isEmpty() ? "" : "Plan:  " + mail.plan() + "\n")
            + about
            + "For:   " + mail.recipient() + "\n\n"
            + settings.taskLink(mail.taskId()) + "\n\n"
            + "Log in with your own account. Mailferry never asks for a password by mail.\n";
    }

    private static String about(TaskMail mail) {
        return mail.subject().isEmpty() ? mail.plan() : mail.subject();
    }
}

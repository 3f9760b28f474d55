package org.mailferry.mailsync.process;

import static org.mailferry.process.PreparationProcess.MAILBOXES_CHECKED;
import static org.mailferry.process.PreparationProcess.MAILBOX_ROUND;
import static org.mailferry.process.PreparationProcess.TARGET_SMTP_LIMIT;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckedSubject;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.audit.CheckedSubjects;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;
import org.mailferry.mailsync.MailboxPreflight.Asked;
import org.mailferry.mailsync.MailboxPreflight.Question;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.PreflightCrew;
import org.mailferry.mailsync.PreflightCrew.Ending;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.NextTry;
import org.springframework.stereotype.Component;

/**
 * Asks about as many of the plan's mailboxes as a slice allows: both logins (E19-E21, T22), room, and messages too large. Answers are
 * kept by mailbox, so the next slice goes on where this one stopped; what was good counts for a day. The last slice sums them up in a
 * check each. Only looks, so it may run twice.
 */
@Component("checkMailboxes")
final class CheckMailboxesDelegate implements JavaDelegate {
    private static final Duration VALID = Duration.ofDays(1);

    private final Plans plans;
    private final PlannedPreflight planned;
    private final PreflightCrew crew;
    private final CheckedSubjects subjects;
    private final Checks checks;
    private final MailsyncSettings settings;
    private final Clock clock;

    CheckMailboxesDelegate(Plans plans, PlannedPreflight planned, PreflightCrew crew, CheckedSubjects subjects, Checks checks, MailsyncSettings settings,
                           Clock clock) {
        this.plans = plans;
        this.planned = planned;
        this.crew = crew;
        this.subjects = subjects;
        this.checks = checks;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        Instant began = MAILBOX_ROUND.find(execution).orElseGet(clock::instant);
        long smtpLimit = TARGET_SMTP_LIMIT.find(execution).orElse(0L);
        List<Asked> asked = planned.asked(plan, smtpLimit > 0 ? OptionalLong.of(smtpLimit) : OptionalLong.empty());
        PreflightCrew.Result result = ask(plan, asked, began);
        if (result.ending() == Ending.TIME_OVER || result.ending() == Ending.SERVER_BUSY) {
            MAILBOX_ROUND.set(execution, began);
            MAILBOXES_CHECKED.set(execution, false);
            if (result.ending() == Ending.SERVER_BUSY) {
                NextTry.after(execution, result.pause());
            }
            return;
        }
        sumUp(plan.name(), asked, began);
        execution.removeVariable(MAILBOX_ROUND.name());
        MAILBOXES_CHECKED.set(execution, true);
    }

    private PreflightCrew.Result ask(MigrationPlan plan, List<Asked> asked, Instant began) {
        Map<String, Long> answered = counting(plan.name(), asked, began).stream().collect(Collectors.groupingBy(CheckedSubject::subject, Collectors.counting()));
        List<Asked> left = asked.stream().filter(mailbox -> answered.getOrDefault(address(mailbox), 0L) < Question.values().length).toList();
        List<CheckedSubject> found = new ArrayList<>();
        // What is begun at the end of the time may take a slice and its grace more, all within the job's lock.
        TimeBox slice = new TimeBox(clock, settings.slice().dividedBy(2));
        PreflightCrew.Result result = crew.ask(left, plan.copiesAtOnce(), slice::isOver, (mailbox, answers) -> answers.forEach(answer -> found.add(
            new CheckedSubject(answer.question().checkId(), address(mailbox), question(mailbox), answer.verdict(), answer.text(), clock.instant()))));
        subjects.record(plan.name(), found);
        return result;
    }

    /** The answers that count: to what the plan asks now, from this round, or good ones of the last day. */
    private List<CheckedSubject> counting(PlanName plan, List<Asked> asked, Instant began) {
        Map<String, String> questions = asked.stream().collect(Collectors.toMap(CheckMailboxesDelegate::address, CheckMailboxesDelegate::question));
        return subjects.of(plan).stream().filter(answer -> answer.question().equals(questions.get(answer.subject())))
            .filter(answer -> !answer.askedAt().isBefore(began) || answer.verdict() == Verdict.GOOD && answer.askedAt().plus(VALID).isAfter(began)).toList();
    }

    private void sumUp(PlanName plan, List<Asked> asked, Instant began) {
        List<CheckedSubject> answers = counting(plan, asked, began);
        List<String> mailboxes = asked.stream().map(CheckMailboxesDelegate::address).toList();
        for (Question question : Question.values()) {
            checks.record(plan, PreflightSummary.of(question, mailboxes, answers, PreflightSummary.ROW));
        }
    }

    private static String address(Asked mailbox) {
        return mailbox.job().mailbox().address();
    }

    private static String question(Asked mailbox) {
        return Sha256.hex(mailbox.job().source() + "\n" + mailbox.job().target() + "\n" + mailbox.account() + "\n" + mailbox.quotaBytes() + "\n" + mailbox.limits()
            + "\n" + new TreeSet<>(mailbox.job().policy().excludedFolders()));
    }
}

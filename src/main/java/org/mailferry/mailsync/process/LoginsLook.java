package org.mailferry.mailsync.process;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailboxPreflight.Asked;
import org.mailferry.mailsync.MailboxPreflight.Question;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.PreflightCrew;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.process.IndependentLook;
import org.mailferry.process.Instructions;
import org.springframework.stereotype.Component;

/**
 * Opens source mailboxes as the copy will: those of the wave, or of the plan, as many as half a slice allows. The others are opened by
 * preparation's own check of every mailbox, and once more by each mailbox's first step.
 */
@Component
final class LoginsLook implements IndependentLook {
    private static final int NAMED = 20;

    private final Plans plans;
    private final PlannedPreflight planned;
    private final PreflightCrew crew;
    private final MailsyncSettings settings;
    private final Clock clock;

    LoginsLook(Plans plans, PlannedPreflight planned, PreflightCrew crew, MailsyncSettings settings, Clock clock) {
        this.plans = plans;
        this.planned = planned;
        this.crew = crew;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public String name() {
        return "logins";
    }

    @Override public List<CheckResult> look(Instructions.Scope scope) {
        MigrationPlan plan = plans.get(scope.plan());
        Set<String> wanted = plan.mailboxes().stream().filter(mailbox -> scope.wave().map(wave -> wave.wave().equals(mailbox.wave())).orElse(true))
            .map(PlannedMailbox::id).map(id -> id.address()).collect(Collectors.toCollection(HashSet::new));
        List<Asked> asked = planned.asked(plan, OptionalLong.empty()).stream().filter(one -> wanted.contains(one.job().mailbox().address())).toList();
        List<String> bad = new ArrayList<>();
        List<String> opened = new ArrayList<>();
        PreflightCrew.Result result = crew.ask(asked, plan.copiesAtOnce(), new TimeBox(clock, settings.slice().dividedBy(2))::isOver,
            (mailbox, answers) -> answers.stream().filter(answer -> answer.question() == Question.SOURCE_LOGIN).forEach(answer -> {
                if (answer.verdict() == Verdict.GOOD) {
                    opened.add(mailbox.job().mailbox().address());
                } else {
                    bad.add(mailbox.job().mailbox().address() + ": " + answer.text());
                }
            }));
        if (result.ending() == PreflightCrew.Ending.SERVER_BUSY) {
            throw MigrationException.throttled(result.pause(), "The source has no place now; its mailboxes are opened later");
        }
        return List.of(verdict(asked.size(), opened.size(), bad));
    }

    private static CheckResult verdict(int all, int opened, List<String> bad) {
        String counts = opened + " of " + all + " mailboxes of the source were opened with the login of the plan.";
        if (bad.isEmpty() && (opened > 0 || all == 0)) {
            return new CheckResult("login:source", "E22", CheckResult.Status.GREEN, counts);
        }
        return new CheckResult("login:source", "E22", CheckResult.Status.RED, counts + " "
            + bad.stream().sorted().limit(NAMED).collect(Collectors.joining("; ")) + (bad.size() > NAMED ? "; and " + (bad.size() - NAMED) + " more" : ""));
    }
}

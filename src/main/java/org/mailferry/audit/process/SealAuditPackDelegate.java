package org.mailferry.audit.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditPack;
import org.mailferry.audit.AuditPacks;
import org.mailferry.audit.AuditReport;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckedSubjects;
import org.mailferry.audit.CheckedSubjectsCsv;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.mailferry.plan.PlanTexts;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/**
 * Verifies the chain, writes report and evidence as one pack, and notes its digest in the trail. Run again, it writes another pack
 * beside the first.
 */
@Component("sealAuditPack")
final class SealAuditPackDelegate implements JavaDelegate {
    private final AuditTrail trail;
    private final Checks checks;
    private final CheckedSubjects subjects;
    private final Plans plans;
    private final PlanTexts texts;
    private final Members members;
    private final AuditPacks packs;
    private final Clock clock;

    SealAuditPackDelegate(AuditTrail trail, Checks checks, CheckedSubjects subjects, Plans plans, PlanTexts texts, Members members, AuditPacks packs,
                          Clock clock) {
        this.trail = trail;
        this.checks = checks;
        this.subjects = subjects;
        this.plans = plans;
        this.texts = texts;
        this.members = members;
        this.packs = packs;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        PlanName plan = PLAN_NAME.get(execution);
        OptionalLong broken = trail.firstBreak(plan);
        if (broken.isPresent()) {
            throw MigrationException.permanent("The audit trail of plan " + plan + " breaks at entry " + broken.getAsLong()
                + ": an entry was changed, added or removed outside of Mailferry. No pack is sealed on it; an auditor has to look");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AuditReport report = new AuditReport(plan, plans.get(plan).sha256(), now, checks.of(plan),
            members.of(plan).stream().map(SealAuditPackDelegate::row).toList(), trail.of(plan));
        Plans.PlanSource source = texts.current(plan);
        byte[] zip = new AuditPack().add("report.json", report.json()).add("report.html", report.html())
            .add("checks.csv", CheckedSubjectsCsv.of(subjects.of(plan))).add("plan.yaml", source.yaml()).add("mailboxes.csv", source.csv()).zip(now);
        Path file = packs.write(plan, zip);
        trail.record(AuditEntry.bySystem(plan, "sealed audit pack", plan.text(), file + ", SHA-256 " + Sha256.hex(zip)));
    }

    private static List<String> row(Member member) {
        return List.of(member.id().address(), member.wave(), member.state().name(), member.switchedAt().map(Instant::toString).orElse(""),
            member.reason());
    }
}

package org.mailferry.mailsync.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailboxPreflight.Asked;
import org.mailferry.mailsync.MessageLimit;
import org.mailferry.mailsync.RoundTrip;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Systems;
import org.mailferry.target.PlatformKind;
import org.mailferry.target.TargetPlatform;
import org.mailferry.target.TargetPlatform.Feature;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.TargetSystem;
import org.springframework.stereotype.Component;

/** What a plan has preparation ask of its mail servers, in the words of the sync. */
@Component
public final class PlannedPreflight {
    private static final String ROUND_TRIP = "roundtrip:target";
    private static final String ROW = "N56";

    private final TargetPlatforms platforms;
    private final RoundTrip roundTrip;

    public PlannedPreflight(TargetPlatforms platforms, RoundTrip roundTrip) {
        this.platforms = platforms;
        this.roundTrip = roundTrip;
    }

    /** Every mailbox of the plan. @param smtpLimit the largest message that the target's SMTP server takes */
    public List<Asked> asked(MigrationPlan plan, OptionalLong smtpLimit) {
        Optional<TargetPlatform> platform = platform(plan);
        List<MessageLimit> limits = limits(plan, smtpLimit);
        SyncPolicy policy = new SyncPolicy(plan.policies().excludedFolders(), plan.policies().maxMessageBytes());
        return plan.mailboxes().stream().map(mailbox -> new Asked(new SyncJob(mailbox.id(), mailbox.source(), mailbox.target(), policy), mailbox.targetAddress(),
            platform, platform.isPresent() ? mailbox.quotaBytes().map(OptionalLong::of).orElse(OptionalLong.empty()) : OptionalLong.empty(), limits)).toList();
    }

    private static List<MessageLimit> limits(MigrationPlan plan, OptionalLong smtpLimit) {
        List<MessageLimit> limits = new ArrayList<>();
        smtpLimit.ifPresent(bytes -> limits.add(new MessageLimit(bytes, "the target's SMTP server, SIZE")));
        if (plan.policies().maxMessageBytes() > 0) {
            limits.add(new MessageLimit(plan.policies().maxMessageBytes(), "the plan, policies.maxMessageSize"));
        }
        return limits;
    }

    private Optional<TargetPlatform> platform(MigrationPlan plan) {
        Systems.Target target = plan.systems().target();
        return Optional.of(platforms.of(new TargetSystem(PlatformKind.valueOf(target.kind().name()),
            target.pbm().map(pbm -> new TargetSystem.AdminApi(pbm.url(), pbm.tenant(), pbm.login(), pbm.password())))))
            .filter(found -> found.features().contains(Feature.MAKES_ACCOUNTS));
    }

    /**
     * In the mailbox of the test user, who comes first in every plan.
     *
     * @throws MigrationException {@code THROTTLED} only
     */
    public CheckResult roundTrip(MigrationPlan plan) {
        PlannedMailbox probe = plan.membersOf(plan.waves().get(0).name()).get(0);
        try {
            Optional<TargetPlatform> platform = platform(plan);
            if (platform.isPresent() && platform.get().find(probe.targetAddress()).isEmpty()) {
                return new CheckResult(ROUND_TRIP, ROW, Status.GREEN, "Not tried yet: the target has no account " + probe.targetAddress()
                    + ". Ask again once it is made; the test user's copy is compared message by message in any case.");
            }
            return result(probe, roundTrip.run(probe.target()));
        } catch (LoginRefusedException | FolderRefusedException e) {
            return red("Nobody gets into " + probe.targetAddress() + ": " + e.getMessage());
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.THROTTLED) {
                throw e;
            }
            return red("It could not be found out with " + probe.targetAddress() + ": " + e.getMessage());
        }
    }

    private static CheckResult result(PlannedMailbox probe, RoundTrip.Result result) {
        String kept = result.kept().isEmpty() ? "" : "As given came back in " + probe.targetAddress() + ": " + String.join(", ", result.kept()) + ".";
        return result.problems().isEmpty() ? new CheckResult(ROUND_TRIP, ROW, Status.GREEN, kept + " Nothing of it was left there.")
            : red(String.join("; ", result.problems()) + ". A copy gives refused folders a plainer name; what else came back changed would differ in every mailbox. " + kept);
    }

    private static CheckResult red(String text) {
        return new CheckResult(ROUND_TRIP, ROW, Status.RED, text.strip());
    }
}

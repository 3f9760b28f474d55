package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One slice of a pass over all folders of a mailbox. A folder that a side refuses is noted and does not hold up the others. */
final class MailboxPass {
    private static final Logger log = LoggerFactory.getLogger(MailboxPass.class);

    private record Step(RemoteFolder source, FolderRecord line) {}

    private final PassContext context;
    private final Direction direction;
    private final PassRecord pass;
    private final TargetFolders targets;

    MailboxPass(PassContext context, Direction direction, PassRecord pass) {
        this.context = context;
        this.direction = direction;
        this.pass = pass;
        this.targets = new TargetFolders(context.target());
    }

    /** @return false when time or quota ran out before the last folder's end */
    boolean run() {
        for (Step step : plan()) {
            if (step.line().finishedPass() >= pass.number()) {
                continue;
            }
            if (!context.mayGoOn()) {
                return false;
            }
            try (MDC.MDCCloseable name = MDC.putCloseable("folder", step.line().sourceName())) {
                if (!run(step)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes sure that each folder to copy has its line, and a new one its place on the target, without looking into any. */
    void prepare() {
        for (Step step : plan()) {
            if (step.line().state() == FolderRecord.State.COPY && step.line().sourceUidValidity() == 0) {
                try {
                    context.ledger().record(context.lease(), targets.ensure(step.line(), step.source().subscribed()), List.of());
                } catch (FolderRefusedException e) {
                    refuse(step.line(), e.getMessage());
                }
            }
        }
    }

    /** The mailbox's folders with their lines in the ledger, made for those that are new. */
    private List<Step> plan() {
        Map<String, FolderRecord> known = context.ledger().folders(context.lease().mailbox(), direction).stream()
            .collect(Collectors.toMap(FolderRecord::sourceName, Function.identity()));
        Map<String, String> names = new HashMap<>();
        known.values().stream().filter(folder -> !folder.targetName().isEmpty()).forEach(folder -> names.put(folder.sourceName(), folder.targetName()));
        List<RemoteFolder> listed = context.source().folders();
        noteGone(known, listed.stream().filter(RemoteFolder::selectable).map(RemoteFolder::name).collect(Collectors.toSet()));
        List<Counterpart> mapped = Counterpart.of(listed, context.source().hierarchy(), targets.all(), context.target().hierarchy(), context.policy(), names);
        List<Step> steps = new ArrayList<>();
        for (Counterpart folder : mapped) {
            steps.add(new Step(folder.source(), line(folder, known)));
        }
        return steps;
    }

    private FolderRecord line(Counterpart mapped, Map<String, FolderRecord> known) {
        FolderRecord.State state = mapped.leftOut() ? FolderRecord.State.EXCLUDED : FolderRecord.State.COPY;
        FolderRecord before = known.get(mapped.source().name());
        if (before == null) {
            return context.ledger().add(context.lease(), direction,
                FolderRecord.fresh(mapped.source().name(), mapped.targetName(), state, mapped.note()));
        }
        return before.state() == state ? before : before.withTargetName(mapped.targetName(), mapped.note()).withState(state, mapped.note());
    }

    private void noteGone(Map<String, FolderRecord> known, Set<String> present) {
        known.values().stream().filter(folder -> !present.contains(folder.sourceName()) && folder.state() == FolderRecord.State.COPY)
            .forEach(folder -> context.ledger().record(context.lease(),
                folder.withState(FolderRecord.State.GONE, "The source has no such folder any more"), List.of()));
    }

    private boolean run(Step step) {
        try {
            if (step.line().state() == FolderRecord.State.EXCLUDED) {
                long leftBehind = context.source().status(step.line().sourceName()).messages();
                return through(step.line().finished(pass.number(), leftBehind));
            }
            FolderRecord line = targets.ensure(step.line(), context.policy().folders().subscribes(step.source()));
            if (context.policy().foldersOnly() || unchanged(line)) {
                return through(line.finished(pass.number(), line.sourceMessages()));
            }
            context.ledger().entered(context.lease(), line.sourceName());
            context.tally().entered(line);
            FolderPass folder = new FolderPass(context, pass, line);
            boolean done = folder.run();
            if (done) {
                context.tally().left(folder.record());
            }
            return done;
        } catch (FolderRefusedException e) {
            refuse(step.line(), e.getMessage());
            return true;
        }
    }

    /** Nothing new, nothing gone, no flag changed: one STATUS a side says so, and the folder is not opened. */
    private boolean unchanged(FolderRecord line) {
        if (line.sourceUidValidity() == 0) {
            return false;
        }
        FolderStatus now = context.source().status(line.sourceName());
        boolean same = now.uidValidity() == line.sourceUidValidity() && now.uidNext() == line.nextSourceUid() && now.messages() == line.sourceMessages();
        OptionalLong modSeq = now.highestModSeq();
        boolean sameFlags = now.messages() == 0 || modSeq.isPresent() && modSeq.equals(line.sourceModSeq());
        boolean settled = context.ledger().unresolved(line.id()).isEmpty()
            && !(pass.kind().offersRefusedAgain() && !context.ledger().refused(line.id()).isEmpty())
            && context.carriedNow(line.id()).isEmpty();
        return same && sameFlags && settled && context.target().status(line.targetName()).uidValidity() == line.targetUidValidity();
    }

    private boolean through(FolderRecord line) {
        context.ledger().record(context.lease(), line, List.of());
        context.tally().left(line);
        return true;
    }

    private void refuse(FolderRecord line, String reason) {
        log.warn("A folder of {} was refused: {}", context.lease().mailbox(), reason);
        context.tally().folderRefused(line.sourceName(), reason);
        // Read again: the pass may have moved the line on before the refusal.
        context.ledger().folders(context.lease().mailbox(), direction).stream().filter(folder -> folder.id() == line.id()).findFirst()
            .ifPresent(folder -> context.ledger().record(context.lease(),
                folder.withState(FolderRecord.State.REFUSED, reason).finished(pass.number(), folder.sourceMessages()), List.of()));
    }
}

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

    private static final int LEFT_OUT_PAGE = 500;

    private record Step(RemoteFolder source, FolderRecord line) {}

    private final PassContext context;
    private final Direction direction;
    private final PassRecord pass;
    private final TargetFolders targets;
    private final Map<Long, FolderRecord> moved = new HashMap<>();
    private Set<Long> unsettled = Set.of();
    private Set<Long> withLeftOut = Set.of();

    MailboxPass(PassContext context, Direction direction) {
        this.context = context;
        this.direction = direction;
        this.pass = context.pass();
        this.targets = new TargetFolders(context.target(), this::move);
    }

    /** {@code LATER}: all is done but for folders that have to wait. */
    Ending run() {
        unsettled = context.ledger().unsettled(context.lease().mailbox(), direction, pass.offersBefore());
        withLeftOut = context.ledger().withLeftOut(context.lease().mailbox(), direction);
        boolean someWait = false;
        for (Step step : changed(plan())) {
            if (!context.mayGoOn()) {
                return Ending.TIME_OVER;
            }
            try (MDC.MDCCloseable name = MDC.putCloseable("folder", step.line().sourceName())) {
                Ending ending = run(step);
                if (ending == Ending.TIME_OVER) {
                    return ending;
                }
                someWait |= ending == Ending.LATER;
            }
        }
        return someWait ? Ending.LATER : Ending.THROUGH;
    }

    /** Notes, in one go, the folders in which nothing changed. @return the others that this pass has not been through yet */
    private List<Step> changed(List<Step> all) {
        List<Step> changed = new ArrayList<>();
        List<FolderRecord> unchanged = new ArrayList<>();
        for (Step step : all) {
            if (step.line().finishedPass() < pass.number()) {
                if (isUnchanged(step)) {
                    unchanged.add(step.line());
                } else {
                    changed.add(step);
                }
            }
        }
        context.ledger().unchanged(context.lease(), unchanged.stream().map(FolderRecord::id).toList(), pass.number());
        unchanged.forEach(line -> context.tally().left(line.finished(pass.number(), line.sourceMessages())));
        return changed;
    }

    /** Makes sure that each folder to copy has its line, and a new one its place on the target, without looking into any. */
    void prepare() {
        for (Step step : plan()) {
            if (step.line().state() == FolderRecord.State.COPY && step.line().sourceUidValidity() == 0) {
                try {
                    context.ledger().record(context.lease(), targets.ensure(lineNow(step), step.source().subscribed()), List.of());
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
        targets.reserve(steps.stream().map(step -> step.line().targetName()).toList());
        return steps;
    }

    /** Those below it that were never opened follow: first, so that after an end in between the one above them is decided again. */
    private void move(FolderRecord line, String before) {
        String separator = context.target().hierarchy().separator();
        for (FolderRecord below : context.ledger().folders(context.lease().mailbox(), direction)) {
            if (!separator.isEmpty() && below.sourceUidValidity() == 0 && below.targetName().startsWith(before + separator)) {
                String name = line.targetName() + below.targetName().substring(before.length());
                keep(below.withTargetName(name, "'" + below.targetName() + "' is below a folder with another name and became '" + name + "'"));
            }
        }
        keep(line);
    }

    private void keep(FolderRecord line) {
        context.ledger().record(context.lease(), line, List.of());
        moved.put(line.id(), line);
    }

    private FolderRecord lineNow(Step step) {
        return moved.getOrDefault(step.line().id(), step.line());
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

    private Ending run(Step step) {
        try {
            if (step.line().state() == FolderRecord.State.EXCLUDED) {
                return through(step.line().finished(pass.number(), status(step.source()).messages()));
            }
            FolderRecord line = targets.ensure(lineNow(step), context.policy().folders().subscribes(step.source()));
            if (context.policy().foldersOnly()) {
                return through(line.finished(pass.number(), line.sourceMessages()));
            }
            context.ledger().entered(context.lease(), line.sourceName());
            context.tally().entered(line);
            FolderPass folder = new FolderPass(context, line);
            Ending ending = folder.run();
            if (ending == Ending.THROUGH) {
                context.tally().left(folder.record());
            }
            return ending;
        } catch (FolderRefusedException e) {
            refuse(step.line(), e.getMessage());
            return Ending.THROUGH;
        }
    }

    private FolderStatus status(RemoteFolder folder) {
        return folder.status().orElseGet(() -> context.source().status(folder.name()));
    }

    /** Nothing new, nothing gone, no flag changed: the figures of either side say so, and the folder is not opened. */
    private boolean isUnchanged(Step step) {
        FolderRecord line = step.line();
        if (line.state() == FolderRecord.State.EXCLUDED) {
            return line.finishedPass() > 0 && step.source().status().filter(now -> now.messages() == line.sourceMessages()).isPresent();
        }
        if (line.state() != FolderRecord.State.COPY || line.sourceUidValidity() == 0 || unsettled.contains(line.id())
            || context.policy().foldersOnly() || withLeftOut.contains(line.id()) && !context.carriedNow(line.id(), 0, LEFT_OUT_PAGE).isEmpty()) {
            return false;
        }
        try {
            FolderStatus now = status(step.source());
            boolean same = now.uidValidity() == line.sourceUidValidity() && now.uidNext() == line.nextSourceUid()
                && now.messages() == line.sourceMessages();
            OptionalLong modSeq = now.highestModSeq();
            boolean sameFlags = now.messages() == 0 || modSeq.isPresent() && modSeq.equals(line.sourceModSeq());
            return same && sameFlags && targets.status(line.targetName()).filter(there -> there.uidValidity() == line.targetUidValidity()).isPresent();
        } catch (FolderRefusedException e) {
            // Opening it will say so, too.
            return false;
        }
    }

    private Ending through(FolderRecord line) {
        context.ledger().record(context.lease(), line, List.of());
        context.tally().left(line);
        return Ending.THROUGH;
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

package org.mailferry.mailsync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every folder of either side its counterpart before anything is compared, so that a message can be moved into it. */
final class TwoWayFolders {
    private static final Logger log = LoggerFactory.getLogger(TwoWayFolders.class);

    private final TwoWay way;
    private final MailboxPass forward;

    TwoWayFolders(TwoWay way, MailboxPass forward) {
        this.way = way;
        this.forward = forward;
    }

    void prepare() {
        List<FolderRecord> known = way.context().ledger().folders(way.context().lease().mailbox(), Direction.FORWARD);
        if (!known.isEmpty()) {
            fromTarget(known);
        }
        forward.prepare();
        for (FolderRecord folder : way.context().ledger().folders(way.context().lease().mailbox(), Direction.FORWARD)) {
            if (folder.state() == FolderRecord.State.COPY && (folder.sourceUidValidity() == 0 || folder.targetUidValidity() == 0)) {
                begin(folder);
            }
        }
    }

    /** The state of a folder that was never opened: everything on the source is new, everything on the target was there before. */
    private void begin(FolderRecord folder) {
        try {
            FolderStatus source = way.context().source().status(folder.sourceName());
            FolderStatus target = way.context().target().status(folder.targetName());
            FolderRecord begun = folder.sourceAnew(source.uidValidity()).targetAnew(target.uidValidity(), target.uidNext());
            way.context().ledger().record(way.context().lease(), begun, List.of());
        } catch (FolderRefusedException e) {
            log.debug("Folder {} is left to the pass forward: {}", folder.sourceName(), e.getMessage());
        }
    }

    private void fromTarget(List<FolderRecord> known) {
        Map<String, String> names = new HashMap<>();
        known.stream().filter(folder -> !folder.targetName().isEmpty()).forEach(folder -> names.put(folder.targetName(), folder.sourceName()));
        Set<String> sources = known.stream().map(FolderRecord::sourceName).collect(Collectors.toSet());
        List<RemoteFolder> there = way.context().target().folders();
        if (there.stream().allMatch(folder -> names.containsKey(folder.name()))) {
            return;
        }
        FolderMapping.of(there, way.context().source().folders(), way.context().source().hierarchy(), way.context().policy().excludedFolders(), names).stream()
            .filter(mapped -> !mapped.excluded() && !names.containsKey(mapped.source().name()) && !sources.contains(mapped.targetName()))
            .forEach(this::add);
    }

    /** A folder that only the server itself made is none of the user's. */
    private void add(FolderMapping.Mapped mapped) {
        String there = mapped.source().name();
        try {
            FolderStatus target = way.context().target().status(there);
            if (target.messages() == 0 && hasRole(mapped.source())) {
                return;
            }
            if (way.context().source().create(mapped.targetName()) instanceof MailStore.FolderCreation.Refused refused) {
                throw new FolderRefusedException("The source does not create '" + mapped.targetName() + "': " + refused.reason());
            }
            FolderStatus source = way.context().source().status(mapped.targetName());
            FolderRecord line = FolderRecord.fresh(mapped.targetName(), there, FolderRecord.State.COPY, mapped.note())
                .sourceAnew(source.uidValidity()).targetAnew(target.uidValidity(), 1);
            way.context().ledger().add(way.context().lease(), Direction.FORWARD, line);
        } catch (FolderRefusedException e) {
            way.context().tally().folderProblems++;
            log.warn("Folder {} of the target of {} does not come to the source: {}", there, way.context().lease().mailbox(), e.getMessage());
        }
    }

    private static boolean hasRole(RemoteFolder folder) {
        for (FolderRole role : FolderRole.values()) {
            if (FolderRole.byAttribute(folder).isPresent() || role.rankOf(folder.path()).isPresent()) {
                return true;
            }
        }
        return false;
    }
}

package org.mailferry.mailsync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The target's folders, created as they are needed. */
final class TargetFolders {
    private final MailStore target;
    private final Map<String, RemoteFolder> present = new LinkedHashMap<>();

    TargetFolders(MailStore target) {
        this.target = target;
        target.folders().forEach(folder -> present.put(folder.name(), folder));
    }

    List<RemoteFolder> all() {
        return List.copyOf(present.values());
    }

    /** Empty where the target has no such folder. */
    Optional<FolderStatus> status(String name) {
        RemoteFolder folder = present.get(name);
        return isThere(name) ? Optional.of(folder == null ? target.status(name) : folder.status().orElseGet(() -> target.status(name))) : Optional.empty();
    }

    /**
     * Makes sure that the line's target folder exists, under a plainer name where the server refuses the wanted one.
     *
     * @throws FolderRefusedException when it refuses that too
     */
    FolderRecord ensure(FolderRecord line, boolean subscribed) {
        FolderRecord ready = isThere(line.targetName()) ? line : create(line);
        if (subscribed && line.sourceUidValidity() == 0 && !isSubscribed(ready.targetName())) {
            return subscribe(ready);
        }
        return ready;
    }

    /** A subscription is what a client shows; its refusal must not keep the mail away. */
    private FolderRecord subscribe(FolderRecord line) {
        try {
            target.subscribe(line.targetName());
            return line;
        } catch (FolderRefusedException e) {
            return line.withState(line.state(), (line.note().isEmpty() ? "" : line.note() + "; ") + e.getMessage());
        }
    }

    private boolean isThere(String name) {
        RemoteFolder folder = present.get(name);
        return name.equals("INBOX") || folder != null && folder.selectable();
    }

    private boolean isSubscribed(String name) {
        return present.containsKey(name) && present.get(name).subscribed();
    }

    private FolderRecord create(FolderRecord line) {
        MailStore.FolderCreation first = target.create(line.targetName());
        if (first instanceof MailStore.FolderCreation.Refused refused) {
            FolderPath wanted = target.hierarchy().path(line.targetName());
            String plain = target.hierarchy().name(plain(wanted));
            boolean helps = !plain.equals(line.targetName()) && !present.containsKey(plain);
            if (!helps || target.create(plain) instanceof MailStore.FolderCreation.Refused) {
                throw new FolderRefusedException("The target does not create '" + line.targetName() + "': " + refused.reason());
            }
            return created(line.withTargetName(plain, "'" + line.targetName() + "' was refused (" + refused.reason() + ") and became '" + plain + "'"));
        }
        return created(line);
    }

    private FolderRecord created(FolderRecord line) {
        present.put(line.targetName(), new RemoteFolder(line.targetName(), target.hierarchy().path(line.targetName()), java.util.Set.of(), false));
        return line;
    }

    /** Letters, digits, blanks and a few harmless signs. */
    private static FolderPath plain(FolderPath path) {
        return new FolderPath(path.segments().stream().map(segment -> segment.replaceAll("[^\\p{L}\\p{N} _()+,=@№-]", "_").strip())
            .map(segment -> segment.isEmpty() ? "_" : segment).toList());
    }
}

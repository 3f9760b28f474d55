package org.mailferry.mailsync;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The target's folders, created as they are needed. */
final class TargetFolders {
    private final MailStore target;
    private final Map<String, RemoteFolder> present = new LinkedHashMap<>();
    private final Set<String> reserved = new HashSet<>();

    TargetFolders(MailStore target) {
        this.target = target;
        target.folders().forEach(folder -> present.put(folder.name(), folder));
    }

    /** These names are promised to folders still to come. */
    void reserve(Collection<String> names) {
        reserved.addAll(names);
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
        if (target.create(line.targetName()) instanceof MailStore.FolderCreation.Refused refused) {
            return createPlain(line, refused.reason());
        }
        return isAnotherFolder(line.targetName()) ? createBeside(line) : created(line);
    }

    private FolderRecord createPlain(FolderRecord line, String reason) {
        FolderPath wanted = target.hierarchy().path(line.targetName());
        String plain = plain(wanted).equals(wanted) ? "" : free(plain(wanted), wanted);
        if (plain.isEmpty() || target.create(plain) instanceof MailStore.FolderCreation.Refused) {
            throw new FolderRefusedException("The target does not create '" + line.targetName() + "': " + reason);
        }
        return created(line.withTargetName(plain, "'" + line.targetName() + "' was refused (" + reason + ") and became '" + plain + "'"));
    }

    /** To a server that knows no case it is one of the folders that are there, and two folders' mail must not meet. */
    private boolean isAnotherFolder(String name) {
        return present.keySet().stream().anyMatch(other -> other.equalsIgnoreCase(name))
            && target.folders().stream().noneMatch(folder -> folder.name().equals(name));
    }

    private FolderRecord createBeside(FolderRecord line) {
        FolderPath wanted = target.hierarchy().path(line.targetName());
        String beside = free(wanted, wanted);
        if (target.create(beside) instanceof MailStore.FolderCreation.Refused refused) {
            throw new FolderRefusedException("The target does not create '" + beside + "': " + refused.reason());
        }
        return created(line.withTargetName(beside, "The target takes '" + line.targetName() + "' for another folder; it became '" + beside + "'"));
    }

    /** The name of that path, numbered where it is taken in any case of letters; empty when it is the unwanted one. */
    private String free(FolderPath path, FolderPath unwanted) {
        FolderPath free = path;
        for (int number = 2; isTaken(target.hierarchy().name(free)); number++) {
            free = path.withLastSegment(path.lastSegment() + " (" + number + ")");
        }
        return free.equals(unwanted) ? "" : target.hierarchy().name(free);
    }

    private boolean isTaken(String name) {
        return Stream.concat(present.keySet().stream(), reserved.stream()).anyMatch(other -> other.equalsIgnoreCase(name));
    }

    private FolderRecord created(FolderRecord line) {
        present.put(line.targetName(), new RemoteFolder(line.targetName(), target.hierarchy().path(line.targetName()), Set.of(), false));
        return line;
    }

    /** Letters, digits, blanks and a few harmless signs. */
    private static FolderPath plain(FolderPath path) {
        return new FolderPath(path.segments().stream().map(segment -> segment.replaceAll("[^\\p{L}\\p{N} _()+,=@№-]", "_").strip())
            .map(segment -> segment.isEmpty() ? "_" : segment).toList());
    }
}

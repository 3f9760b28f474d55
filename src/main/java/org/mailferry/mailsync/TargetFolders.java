package org.mailferry.mailsync;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The target's folders, created as they are needed. */
final class TargetFolders {
    private final MailStore target;
    private final Map<String, RemoteFolder> present = new LinkedHashMap<>();
    private final Set<String> reserved = new HashSet<>();
    private final Decision decision;

    /** Told of a line that gets another target name, before that folder is made. */
    @FunctionalInterface interface Decision {
        void moves(FolderRecord line, String before);
    }

    /** @param decision keeps the new name, and takes along the folders below */
    TargetFolders(MailStore target, Decision decision) {
        this.target = target;
        this.decision = decision;
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
     * Makes sure that the line's target folder exists, under a safer name where the server refuses the wanted one.
     *
     * @throws FolderRefusedException when it refuses those too
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
        Optional<String> why = attempt(line.targetName());
        if (why.isEmpty()) {
            return created(line);
        }
        FolderRecord moved = line;
        for (FolderPath other : SaferNames.of(target.hierarchy().path(line.targetName()))) {
            String before = moved.targetName();
            String name = free(other);
            moved = line.withTargetName(name, "'" + line.targetName() + "' " + why.get() + " and became '" + name + "'");
            // Before it is made, so that whoever goes on after an end between the two finds it and makes no other.
            decision.moves(moved, before);
            if (attempt(name).isEmpty()) {
                return created(moved);
            }
        }
        decision.moves(line, moved.targetName());
        throw new FolderRefusedException("The target does not create '" + line.targetName() + "' under any name; it " + why.get());
    }

    /** @return what became of it instead; empty when it is there */
    private Optional<String> attempt(String name) {
        if (target.create(name) instanceof MailStore.FolderCreation.Refused refused) {
            return Optional.of("was refused (" + refused.reason() + ")");
        }
        return isAnotherFolder(name) ? Optional.of("was taken for another folder") : Optional.empty();
    }

    /** To a server that knows no case, or trims names, it is one of the folders that are there, and two folders' mail must not meet. */
    private boolean isAnotherFolder(String name) {
        boolean doubtful = !alike(name).equals(name.toLowerCase(Locale.ROOT)) || present.keySet().stream().anyMatch(other -> alike(other).equals(alike(name)));
        return doubtful && target.folders().stream().noneMatch(folder -> folder.name().equals(name));
    }

    /** What a server may take for the same name. */
    private static String alike(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("[\\p{Cf}\\p{Cc}]", "").replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }

    /** The name of that path, numbered where it may be taken for one that is there or promised. */
    private String free(FolderPath path) {
        FolderPath free = path;
        for (int number = 2; isTaken(target.hierarchy().name(free)); number++) {
            free = path.withLastSegment(path.lastSegment() + " (" + number + ")");
        }
        return target.hierarchy().name(free);
    }

    private boolean isTaken(String name) {
        return Stream.concat(present.keySet().stream(), reserved.stream()).anyMatch(other -> alike(other).equals(alike(name)));
    }

    private FolderRecord created(FolderRecord line) {
        present.put(line.targetName(), new RemoteFolder(line.targetName(), target.hierarchy().path(line.targetName()), Set.of(), false));
        return line;
    }
}

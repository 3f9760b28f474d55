package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides where each source folder goes. Special uses first (RFC 6154 on either side, then well-known names), then the same
 * path; no two source folders share a target. What was decided in an earlier pass stays.
 */
final class FolderMapping {
    /** @param note why the target's name is another one, for the report; empty when it is the same path */
    record Mapped(RemoteFolder source, boolean excluded, String targetName, String note) {}

    private final Hierarchy targetHierarchy;
    private final Map<String, String> known;
    private final Map<FolderPath, FolderPath> moved = new HashMap<>();
    private final Set<String> taken;
    private final Map<String, String> kept = new HashMap<>();

    private FolderMapping(Hierarchy targetHierarchy, Map<String, String> known) {
        this.targetHierarchy = targetHierarchy;
        this.known = known;
        this.taken = new HashSet<>(known.values());
    }

    /**
     * @param excluded names to leave out with all below them, compared with the path and with the source's own full name
     * @param known source name to target name, from earlier passes
     */
    static List<Mapped> of(List<RemoteFolder> source, List<RemoteFolder> target, Hierarchy targetHierarchy, Set<String> excluded,
                           Map<String, String> known) {
        return of(source, target, targetHierarchy, folder -> isExcluded(folder, excluded), true, known);
    }

    /** @param roles special uses and well-known names count */
    static List<Mapped> of(List<RemoteFolder> source, List<RemoteFolder> target, Hierarchy targetHierarchy, Predicate<RemoteFolder> excluded,
                           boolean roles, Map<String, String> known) {
        FolderMapping mapping = new FolderMapping(targetHierarchy, known);
        List<RemoteFolder> included = source.stream().filter(excluded.negate()).toList();
        if (roles) {
            mapping.matchRoles(included, target);
        }
        included.stream().filter(RemoteFolder::selectable).forEach(mapping::keepName);
        List<Mapped> mapped = new ArrayList<>();
        for (RemoteFolder folder : source) {
            if (folder.selectable()) {
                mapped.add(included.contains(folder) ? mapping.map(folder) : new Mapped(folder, true, "", ""));
            }
        }
        return mapped;
    }

    static boolean isExcluded(RemoteFolder folder, Set<String> excluded) {
        return excluded.contains(folder.name())
            || folder.path().lineage().stream().anyMatch(above -> excluded.contains(above.text()));
    }

    private void matchRoles(List<RemoteFolder> source, List<RemoteFolder> target) {
        Set<FolderPath> sourcePaths = source.stream().map(RemoteFolder::path).collect(Collectors.toSet());
        for (FolderRole role : FolderRole.values()) {
            Optional<RemoteFolder> there = holder(role, target);
            there.flatMap(folder -> holder(role, source, folder.path()))
                .filter(from -> !from.path().equals(there.get().path()))
                .filter(from -> FolderRole.byAttribute(from).isPresent() || !sourcePaths.contains(there.get().path()))
                .filter(from -> FolderRole.byAttribute(there.get()).isPresent() || !exists(target, from.path()))
                .ifPresent(from -> moved.put(from.path(), there.get().path()));
        }
    }

    private static boolean exists(List<RemoteFolder> folders, FolderPath path) {
        return folders.stream().anyMatch(folder -> folder.path().equals(path));
    }

    private static Optional<RemoteFolder> holder(FolderRole role, List<RemoteFolder> folders, FolderPath... preferred) {
        Optional<RemoteFolder> declared = folders.stream().filter(folder -> FolderRole.byAttribute(folder).equals(Optional.of(role))).findFirst();
        if (declared.isPresent()) {
            return declared;
        }
        Set<FolderPath> first = Set.of(preferred);
        return folders.stream().filter(folder -> FolderRole.byAttribute(folder).isEmpty() && role.rankOf(folder.path()).isPresent())
            .min(Comparator.comparing((RemoteFolder folder) -> !first.contains(folder.path()))
                .thenComparing(folder -> role.rankOf(folder.path()).orElseThrow()));
    }

    /** Whose name can stay as it is does not lose it to one whose name cannot. */
    private void keepName(RemoteFolder folder) {
        FolderPath wanted = below(folder.path());
        if (!known.containsKey(folder.name()) && targetHierarchy.writable(wanted).equals(wanted) && wanted.equals(folder.path())) {
            kept.putIfAbsent(targetHierarchy.name(wanted), folder.name());
        }
    }

    private boolean take(String name, RemoteFolder folder) {
        return kept.getOrDefault(name, folder.name()).equals(folder.name()) && taken.add(name);
    }

    private Mapped map(RemoteFolder folder) {
        String before = known.get(folder.name());
        if (before != null) {
            return new Mapped(folder, false, before, "");
        }
        FolderPath wanted = below(folder.path());
        FolderPath writable = targetHierarchy.writable(wanted);
        FolderPath free = writable;
        for (int number = 2; !take(targetHierarchy.name(free), folder); number++) {
            free = writable.withLastSegment(writable.lastSegment() + " (" + number + ")");
        }
        String name = targetHierarchy.name(free);
        return new Mapped(folder, false, name, free.equals(folder.path()) ? "" : "'" + folder.path() + "' became '" + free + "'");
    }

    /** The path with its nearest moved ancestor (or itself) exchanged. */
    private FolderPath below(FolderPath path) {
        List<FolderPath> lineage = path.lineage();
        for (int depth = lineage.size(); depth > 0; depth--) {
            FolderPath to = moved.get(lineage.get(depth - 1));
            if (to != null) {
                FolderPath result = to;
                for (String segment : path.segments().subList(depth, path.segments().size())) {
                    result = result.child(segment);
                }
                return result;
            }
        }
        return path;
    }
}

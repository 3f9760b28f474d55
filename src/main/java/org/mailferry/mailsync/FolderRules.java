package org.mailferry.mailsync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.mailferry.kernel.MigrationException;

/**
 * Which folders of the source are carried, and what they are called on the target, beyond what the mapping finds by itself. Names are
 * the server's own full names, with its prefix and separator.
 *
 * @param only these folders; with none, and neither {@code onlyBelow} nor {@code include}, all
 * @param onlyBelow these folders with all below them
 * @param include folders in whose name one of these is found
 * @param exclude folders in whose name one of these is found, whatever chose them
 * @param subscribedOnly folders that are subscribed
 * @param sourceRoot the hierarchy is read from this folder on: what is not below it is left out, and it becomes the root
 * @param targetRoot the whole hierarchy goes below this folder
 * @param fixed target names by source name, before everything else
 * @param renames applied one after the other to the name that the target's folder would have
 * @param subscriptions which of the target's folders are subscribed
 * @param roles special-use and well-known folders find each other under different names
 * @param source how the source writes paths, where it does not say so itself
 * @param target how the target does
 */
public record FolderRules(List<String> only, List<String> onlyBelow, List<Pattern> include, List<Pattern> exclude, boolean subscribedOnly,
                          Optional<String> sourceRoot, Optional<String> targetRoot, Map<String, String> fixed, List<UnaryOperator<String>> renames,
                          Subscriptions subscriptions, boolean roles, Written source, Written target) {
    public static final FolderRules NONE = new FolderRules(List.of(), List.of(), List.of(), List.of(), false, Optional.empty(), Optional.empty(),
        Map.of(), List.of(), Subscriptions.AS_ON_SOURCE, true, Written.AS_TOLD, Written.AS_TOLD);

    /** Which folders a user of the target sees in a client that shows subscribed ones only. */
    public enum Subscriptions { AS_ON_SOURCE, ALL, NONE }

    /** How the refusal of a root that is not there begins. */
    public static final String NO_ROOT = "The source has no folder ";

    /** Where a server is not believed about its namespace. */
    public record Written(Optional<String> prefix, Optional<String> separator) {
        public static final Written AS_TOLD = new Written(Optional.empty(), Optional.empty());

        Hierarchy over(Hierarchy told) {
            return new Hierarchy(prefix.orElse(told.prefix()), separator.orElse(told.separator()));
        }
    }

    public FolderRules {
        only = List.copyOf(only);
        onlyBelow = List.copyOf(onlyBelow);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        fixed = Map.copyOf(fixed);
        renames = List.copyOf(renames);
    }

    /**
     * The source's folders with their places as these rules see them.
     *
     * @throws MigrationException {@code PERMANENT} when the root is not there
     */
    List<RemoteFolder> placed(List<RemoteFolder> folders, Hierarchy told) {
        if (sourceRoot.isPresent() && folders.stream().noneMatch(folder -> below(folder, source.over(told)))) {
            throw MigrationException.permanent(NO_ROOT + "'" + sourceRoot.get() + "'");
        }
        if (source.equals(Written.AS_TOLD) && sourceRoot.isEmpty()) {
            return folders;
        }
        Hierarchy hierarchy = source.over(told);
        return folders.stream().map(folder -> new RemoteFolder(folder.name(), place(folder, hierarchy), folder.attributes(), folder.subscribed(),
            folder.status())).toList();
    }

    private FolderPath place(RemoteFolder folder, Hierarchy hierarchy) {
        FolderPath whole = hierarchy.path(folder.name());
        int depth = sourceRoot.map(root -> hierarchy.path(root).segments().size()).orElse(0);
        if (!below(folder, hierarchy) || depth == 0) {
            return whole;
        }
        return whole.segments().size() == depth ? FolderPath.of("INBOX") : new FolderPath(whole.segments().subList(depth, whole.segments().size()));
    }

    /** It is not among those asked for, and not even looked at. */
    boolean ignores(RemoteFolder folder, Hierarchy told) {
        String name = folder.name();
        boolean restricted = !only.isEmpty() || !onlyBelow.isEmpty() || !include.isEmpty() || subscribedOnly;
        boolean chosen = !restricted || only.contains(name) || onlyBelow.stream().anyMatch(root -> within(root, name, source.over(told)))
            || include.stream().anyMatch(pattern -> pattern.matcher(name).find()) || subscribedOnly && folder.subscribed();
        return !chosen || !below(folder, source.over(told));
    }

    /** Only a part of the source's folders is asked for, so that nothing can be said about the others. */
    public boolean restricts() {
        return !only.isEmpty() || !onlyBelow.isEmpty() || !include.isEmpty() || subscribedOnly || sourceRoot.isPresent() || targetRoot.isPresent();
    }

    boolean subscribes(RemoteFolder folder) {
        return subscriptions == Subscriptions.ALL || subscriptions == Subscriptions.AS_ON_SOURCE && folder.subscribed();
    }

    boolean leavesOut(RemoteFolder folder) {
        return exclude.stream().anyMatch(pattern -> pattern.matcher(folder.name()).find());
    }

    private boolean below(RemoteFolder folder, Hierarchy hierarchy) {
        return sourceRoot.isEmpty() || within(sourceRoot.get(), folder.name(), hierarchy);
    }

    private static boolean within(String root, String name, Hierarchy hierarchy) {
        return name.equals(root) || !hierarchy.separator().isEmpty() && name.startsWith(root + hierarchy.separator());
    }

    /** What the user wants it to be called, where that differs from what the mapping found. */
    Optional<String> renamed(String sourceName, String mapped, Hierarchy told) {
        String wanted = fixed.get(sourceName);
        if (wanted == null) {
            Hierarchy hierarchy = target.over(told);
            FolderPath path = told.path(mapped);
            wanted = hierarchy.name(targetRoot.map(root -> below(hierarchy.path(root), path)).orElse(path));
            for (UnaryOperator<String> rename : renames) {
                wanted = rename.apply(wanted);
            }
        }
        return Optional.of(wanted).filter(name -> !name.equals(mapped) && !name.isBlank());
    }

    private static FolderPath below(FolderPath root, FolderPath path) {
        FolderPath result = root;
        for (String segment : path.segments()) {
            result = result.child(segment);
        }
        return result;
    }
}

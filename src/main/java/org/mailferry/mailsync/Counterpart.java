package org.mailferry.mailsync;

import java.util.List;
import java.util.Map;

/**
 * A source folder that a policy asks for, and where it belongs on the target.
 *
 * @param leftOut the policy knows it and leaves it out; it has no place then
 * @param note why the target's name is another one; empty otherwise
 */
public record Counterpart(RemoteFolder source, boolean leftOut, String targetName, String note) {
    /**
     * @param known source name to target name, decided before
     * @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when the policy's root is not on the source
     */
    public static List<Counterpart> of(MailStore source, MailStore target, SyncPolicy policy, Map<String, String> known) {
        return of(source.folders(), source.hierarchy(), target.folders(), target.hierarchy(), policy, known);
    }

    static List<Counterpart> of(List<RemoteFolder> source, Hierarchy sourceTold, List<RemoteFolder> target, Hierarchy targetTold, SyncPolicy policy,
                                Map<String, String> known) {
        FolderRules rules = policy.folders();
        List<RemoteFolder> asked = rules.placed(source, sourceTold).stream().filter(folder -> !rules.ignores(folder, sourceTold)).toList();
        return FolderMapping.of(asked, target, targetTold, folder -> policy.excludes(folder) || rules.leavesOut(folder), rules.roles(), known).stream()
            .map(folder -> named(folder, rules, targetTold, known)).toList();
    }

    private static Counterpart named(FolderMapping.Mapped folder, FolderRules rules, Hierarchy targetTold, Map<String, String> known) {
        String name = folder.source().name();
        boolean decided = folder.excluded() || known.containsKey(name);
        return (decided ? java.util.Optional.<String>empty() : rules.renamed(name, folder.targetName(), targetTold))
            .map(wanted -> new Counterpart(folder.source(), false, wanted, "")).orElseGet(() ->
                new Counterpart(folder.source(), folder.excluded(), folder.targetName(), folder.note()));
    }
}

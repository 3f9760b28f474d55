package org.mailferry.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;

/**
 * Judges a comparison, a check a planned mailbox that does not fit, so that each can be waived by itself. Ids begin with
 * {@link #PREFIX}.
 */
public final class DirectoryChecks {
    public static final String PREFIX = "directory:";
    private static final String LISTING = PREFIX + "listing";
    private static final String TARGET = PREFIX + "target";
    private static final int SHOWN = 30;
    private static final int NOTED = 10;
    /** Of one kind; above it the report tells the rest, because nobody waives a thousand lines. */
    private static final int CHECKS_OF_A_KIND = 100;

    private DirectoryChecks() {}

    public static CheckResult noDirectory() {
        return new CheckResult(LISTING, "V15", Status.GREEN, "There is no directory in the plan: the comparison was skipped.");
    }

    public static CheckResult unreadable(String problem) {
        return new CheckResult(LISTING, "V15", Status.RED, "The directory could not be read: " + problem);
    }

    public static List<CheckResult> of(DirectoryComparison comparison) {
        if (comparison.entries() == 0) {
            return List.of(new CheckResult(LISTING, "V15", Status.RED,
                "The directory answered with no entry at all. Check base and filter of the plan's directory and the rights of its login."));
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(new CheckResult(LISTING, "V15", Status.GREEN, comparison.entries() + " entries read; " + comparison.fitting() + " of "
            + comparison.planned() + " planned mailboxes are there as they should be." + unreadable(comparison.unreadable())));
        comparison.missing().forEach(address -> results.add(red("missing", address, "V15",
            address + " is planned but in no entry of the directory. Correct the plan, or the directory.")));
        comparison.disabled().forEach(address -> results.add(red("disabled", address, "V15",
            address + " is planned but disabled in the directory. Leave it out of the plan, or enable it.")));
        comparison.ambiguous().forEach((address, dns) -> results.add(red("ambiguous", address, "V15",
            address + " belongs to several entries: " + String.join("; ", dns) + ". Mail for it has no single owner; leave the address to one of them.")));
        comparison.notPersonal().forEach(address -> results.add(red("shared", address, "V2",
            address + " is a shared mailbox or a resource; those are not migrated. Leave it out of the plan.")));
        results.add(listed("unplanned", "V16", comparison.unplanned(), "Everybody in the directory is planned.",
            "in the directory and not planned; nothing is migrated for them"));
        results.add(listed("shared-mailboxes", "V2", comparison.shared(), "The directory has no shared mailboxes or resources.",
            "shared mailboxes or resources, which are not migrated"));
        return results;
    }

    /** The plan against the directory, and where it was asked the target against both. */
    public static List<CheckResult> of(Reconciliation reconciliation) {
        List<CheckResult> results = new ArrayList<>(of(reconciliation.comparison()));
        if (reconciliation.comparison().entries() == 0) {
            return results;
        }
        results.add(target(reconciliation));
        for (Finding.Kind kind : Finding.Kind.values()) {
            List<Finding> found = reconciliation.of(kind).stream().filter(finding -> !toldAlready(finding, reconciliation.comparison())).toList();
            results.addAll(kind.blocking() ? blocking(kind, found) : noted(kind, found));
        }
        return results;
    }

    private static CheckResult target(Reconciliation reconciliation) {
        if (!reconciliation.unreadTarget().isEmpty()) {
            return new CheckResult(TARGET, "T11", Status.RED, "The target's accounts could not be read: " + reconciliation.unreadTarget());
        }
        return new CheckResult(TARGET, "T11", Status.GREEN, reconciliation.accounts().map(accounts -> accounts + " accounts of the target and "
            + reconciliation.lists() + " lists of the directory compared; " + reconciliation.findings().size() + " findings, "
            + reconciliation.findings().stream().filter(finding -> finding.kind().blocking()).count() + " of them to be settled.")
            .orElse("The target does not list its accounts to us: only the directory and the plan were compared."));
    }

    private static List<CheckResult> blocking(Finding.Kind kind, List<Finding> found) {
        List<CheckResult> results = new ArrayList<>();
        Map<String, List<Finding>> byId = found.stream().collect(Collectors.groupingBy(Finding::id, java.util.LinkedHashMap::new, Collectors.toList()));
        byId.entrySet().stream().limit(CHECKS_OF_A_KIND).forEach(entry -> results.add(new CheckResult(entry.getKey(), kind.row(), Status.RED,
            entry.getValue().stream().map(Finding::text).collect(Collectors.joining(" ")))));
        int more = byId.size() - CHECKS_OF_A_KIND;
        if (more > 0) {
            // The number is in the id, so that a waiver of these holds for no others.
            results.add(new CheckResult(PREFIX + kind.word() + ":and-" + more + "-more", kind.row(), Status.RED, "And " + more
                + " more of the kind " + kind.word() + ". The report of 'check directory --report' names all; a cause that so many share is best repaired at its root."));
        }
        return results;
    }

    private static List<CheckResult> noted(Finding.Kind kind, List<Finding> found) {
        return found.isEmpty() ? List.of() : List.of(new CheckResult(PREFIX + kind.word(), kind.row(), Status.GREEN, found.size() + ", for information: "
            + found.stream().limit(NOTED).map(Finding::text).collect(Collectors.joining(" ")) + (found.size() > NOTED ? " And " + (found.size() - NOTED) + " more." : "")));
    }

    private static boolean toldAlready(Finding finding, DirectoryComparison comparison) {
        return finding.kind() == Finding.Kind.DUPLICATE_ADDRESS
            && comparison.ambiguous().keySet().stream().anyMatch(address -> address.text().equalsIgnoreCase(finding.address()));
    }

    /** What was red in an earlier round and is not found any more; what is only too much to show is not settled. */
    public static List<CheckResult> settled(List<CheckResult> earlier, List<CheckResult> now, Reconciliation reconciliation) {
        var found = reconciliation.findings().stream().map(Finding::id).collect(Collectors.toSet());
        return settled(earlier, now).stream().filter(check -> !found.contains(check.id())).toList();
    }

    /** What was red in an earlier round and is not found any more. */
    public static List<CheckResult> settled(List<CheckResult> earlier, List<CheckResult> now) {
        var found = now.stream().map(CheckResult::id).collect(Collectors.toSet());
        return earlier.stream().filter(check -> check.id().startsWith(PREFIX) && check.status() != Status.GREEN && !found.contains(check.id()))
            .map(check -> new CheckResult(check.id(), check.row(), Status.GREEN, "Settled: it is not so any more.")).toList();
    }

    private static CheckResult red(String kind, Object subject, String row, String text) {
        return new CheckResult(PREFIX + kind + ":" + subject.toString().toLowerCase(java.util.Locale.ROOT), row, Status.RED, text);
    }

    private static CheckResult listed(String kind, String row, List<?> addresses, String none, String some) {
        return new CheckResult(PREFIX + kind, row, Status.GREEN,
            addresses.isEmpty() ? none : addresses.size() + " are " + some + ": " + shown(addresses.stream()) + more(addresses.size()));
    }

    private static String unreadable(List<String> values) {
        return values.isEmpty() ? "" : " No addresses: " + shown(values.stream()) + more(values.size());
    }

    private static String shown(Stream<?> values) {
        return values.limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String more(int size) {
        return size > SHOWN ? " and " + (size - SHOWN) + " more." : ".";
    }
}

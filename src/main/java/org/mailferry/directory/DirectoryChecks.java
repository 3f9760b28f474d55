package org.mailferry.directory;

import java.util.ArrayList;
import java.util.List;
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
    private static final int SHOWN = 30;

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

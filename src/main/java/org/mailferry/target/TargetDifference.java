package org.mailferry.target;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.kernel.Sha256;
import org.mailferry.target.TargetChange.Action;
import org.mailferry.target.TargetChange.Subject;

/**
 * What separates a platform from what a migration needs, in an order that depends on nothing else.
 *
 * @param asDesired how many things are as they should be
 */
public record TargetDifference(List<TargetChange> changes, long asDesired) {
    public TargetDifference {
        changes = changes.stream().sorted(Comparator.comparing(TargetChange::subject).thenComparing(TargetChange::action)
            .thenComparing(TargetChange::name)).toList();
    }

    /** Those that are to be made, in the order of making. */
    public List<TargetChange> toMake() {
        return changes.stream().filter(change -> change.action() != Action.LEAVE).toList();
    }

    public List<TargetChange> left() {
        return changes.stream().filter(change -> change.action() == Action.LEAVE).toList();
    }

    /**
     * What an approval binds to: everything that is to be made, and what it is made from, since a line is a summary.
     *
     * @param desired what the platform was compared with
     */
    public String sha256(DesiredTarget desired) {
        return Sha256.hex(desired.sha256() + "\n" + toMake().stream().map(TargetChange::toString).collect(Collectors.joining("\n")));
    }

    /** A line for each subject that is concerned, and one for what is as it should be. */
    public String counts() {
        StringBuilder text = new StringBuilder();
        for (Subject subject : Subject.values()) {
            long created = count(subject, Action.CREATE);
            long altered = count(subject, Action.ALTER);
            long left = count(subject, Action.LEAVE);
            if (created + altered + left > 0) {
                text.append(String.format("%-15s %6d to create  %6d to alter  %6d left alone%n", subject.label(), created, altered, left));
            }
        }
        return text + String.format("%-15s %6d", "as planned", asDesired);
    }

    private long count(Subject subject, Action action) {
        return changes.stream().filter(change -> change.subject() == subject && change.action() == action).count();
    }

    /** The first lines, what is to be made first, and how many there are beyond. */
    public String lines(int most) {
        List<TargetChange> ordered = changes.stream().sorted(Comparator.comparing(change -> change.action() == Action.LEAVE)).toList();
        String shown = ordered.stream().limit(most).map(TargetChange::toString).collect(Collectors.joining("\n"));
        return ordered.size() <= most ? shown : shown + "\n… and " + (ordered.size() - most) + " more";
    }
}

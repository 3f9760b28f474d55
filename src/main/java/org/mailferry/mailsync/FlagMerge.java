package org.mailferry.mailsync;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The three-way merge of a message's flags. Each side is compared with what it held at the last agreement, so that a flag that a
 * side never kept is no removal there. Where one side took away what seems new on the other, it is gone: what seems new is our
 * own copy of it. {@code \Deleted} is half a deletion and not carried over.
 */
record FlagMerge(Change source, Change target) {
    private static final Flags DELETED = Flags.of("\\Deleted");

    /** What is to be written to a side. */
    record Change(Flags added, Flags removed) {
        boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }

        /** @param seen what the side holds now: a flag that it dropped is not among them */
        Flags appliedTo(Flags before, Flags seen) {
            return before.with(added.without(added.without(seen))).without(removed);
        }
    }

    /**
     * @param sourceBase what the source held at the last agreement
     * @param targetBase what the target held then; empty when it was not looked at yet
     */
    static FlagMerge of(Flags source, Flags sourceBase, UnaryOperator<Flags> sourceKeeps, Flags target, Optional<Flags> targetBase,
                        UnaryOperator<Flags> targetKeeps) {
        Flags base = targetBase.orElseGet(() -> assumed(sourceBase, target, targetKeeps));
        Flags goneHere = sourceBase.without(source);
        Flags goneThere = base.without(target);
        Flags newHere = source.without(sourceBase).without(goneThere).without(DELETED);
        Flags newThere = target.without(base).without(goneHere).without(DELETED);
        return new FlagMerge(new Change(sourceKeeps.apply(newThere.without(source)), common(source, goneThere)),
            new Change(targetKeeps.apply(newHere.without(target)), common(target, goneHere)));
    }

    /** System flags are kept by every server that says so; of keywords only those that are there are known to have been kept. */
    private static Flags assumed(Flags sourceBase, Flags target, UnaryOperator<Flags> targetKeeps) {
        Flags system = Flags.of(sourceBase.names().stream().filter(name -> name.startsWith("\\")).toList());
        return targetKeeps.apply(system).with(common(sourceBase, target));
    }

    static Flags common(Flags some, Flags others) {
        return some.without(some.without(others));
    }
}

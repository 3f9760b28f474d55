package org.mailferry.calendarsync;

import java.util.Optional;

/** Stops a pass before it takes a lost calendar for one that its user emptied. */
final class VanishedItems {
    /** So many known items a calendar must have held for its loss to be measured by share. */
    private static final int FEW = 10;
    /** Whoever has one or two events may well delete all of them. */
    private static final int SUDDENLY_EMPTY = 3;

    private VanishedItems() {}

    /** Why the pass must not go on before a person said so. */
    static Optional<String> objection(PairContext context, LinkIndex links, SideChanges side) {
        CalendarPolicy policy = context.job().policy();
        long known = links.stored().stream().filter(CalendarLink::isWhole).count();
        long gone = links.stored().stream().filter(CalendarLink::isWhole).filter(side::isGone).count();
        boolean tooMany = gone > policy.maxVanishedItems() || known >= FEW && gone > known * policy.maxVanishedShare() || known >= SUDDENLY_EMPTY && gone == known;
        return gone == 0 || policy.maxVanishedShare() >= 1 || !tooMany ? Optional.empty() : Optional.of(gone + " of " + known + " known items are gone from calendar '"
            + context.pair().name() + "' on the " + side.side().text() + " at once. Nothing was deleted. If that was meant, set policies.coexistence.vanishShare"
            + " to 100 in the plan, load it and try again; else bring the items back first.");
    }
}

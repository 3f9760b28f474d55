package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Stops a pass before it takes a lost mailbox for one that its user emptied. */
final class VanishGuard {
    /** So many known messages a folder must have held for its being empty to be a surprise. */
    private static final int EMPTIED = 10;

    private final TwoWay way;

    VanishGuard(TwoWay way) {
        this.way = way;
    }

    /**
     * @param looks at all folders of one side
     * @param vanished of the lines that are gone, those that are in no other folder either
     * @return why the pass must not go on before a person said so
     */
    Optional<String> objection(Side side, List<SideLook> looks, BiPredicate<FolderRecord, MessageRecord> vanished) {
        long gone = looks.stream().mapToLong(look -> gone(look, vanished)).sum();
        if (gone == 0 || !isAlarming(looks, vanished, gone)) {
            // What a person approved has happened, or is not so any more: a later loss is asked about anew.
            use(side);
            return Optional.empty();
        }
        List<TwoWayRequest> earlier = stops(side);
        if (earlier.stream().anyMatch(request -> isApproved(request) && request.amount() >= gone)) {
            return Optional.empty();
        }
        String text = text(side, looks, vanished, gone);
        boolean asked = earlier.stream().anyMatch(request -> request.state() != TwoWayRequest.State.APPROVED && request.amount() == gone);
        if (!asked) {
            TwoWayChange change = new TwoWayChange().request(TwoWayRequest.stop(side, gone, text));
            change.journal(new JournalEntry(way.now(), JournalEntry.Kind.STOPPED, "", 0, 0, "", text));
            way.commit(change);
        }
        return Optional.of(text);
    }

    /** Both sides were worked through: an approval to go on is used up. */
    void through() {
        use(Side.SOURCE);
        use(Side.TARGET);
    }

    private void use(Side side) {
        TwoWayChange change = new TwoWayChange();
        stops(side).stream().filter(VanishGuard::isApproved).forEach(request -> change.request(request.over(TwoWayRequest.State.DONE, request.reason())));
        if (!change.isEmpty()) {
            way.commit(change);
        }
    }

    private List<TwoWayRequest> stops(Side side) {
        return way.links().openRequests(way.context().lease().mailbox()).stream()
            .filter(request -> request.subject() == TwoWayRequest.Subject.STOP && request.side() == side).toList();
    }

    private static boolean isApproved(TwoWayRequest request) {
        return request.state() == TwoWayRequest.State.APPROVED;
    }

    /** Too many of the mailbox, or a folder that is suddenly empty. */
    private boolean isAlarming(List<SideLook> looks, BiPredicate<FolderRecord, MessageRecord> vanished, long gone) {
        return way.policy().alarming(gone, looks.stream().mapToLong(SideLook::known).sum())
            || looks.stream().anyMatch(look -> look.known() >= EMPTIED && gone(look, vanished) == look.known());
    }

    private static long gone(SideLook look, BiPredicate<FolderRecord, MessageRecord> vanished) {
        return look.gone().filter(line -> look.side() == Side.SOURCE || line.isOnTarget()).filter(line -> vanished.test(look.folder(), line)).count();
    }

    private String text(Side side, List<SideLook> looks, BiPredicate<FolderRecord, MessageRecord> vanished, long gone) {
        List<SideLook> hit = new ArrayList<>(looks.stream().filter(look -> gone(look, vanished) > 0).toList());
        hit.sort(Comparator.comparingLong((SideLook look) -> gone(look, vanished)).reversed());
        SideLook worst = hit.get(0);
        return gone + " of " + looks.stream().mapToLong(SideLook::known).sum() + " known messages are gone from the " + side.text() + " at once; most from '"
            + side.folder(worst.folder()) + "': " + gone(worst, vanished) + " of " + worst.known() + (worst.status().isEmpty() ? ", the folder itself is gone" : "")
            + (hit.size() > 1 ? "; and from " + (hit.size() - 1) + " more" : "") + ". Nothing was moved or deleted.";
    }
}

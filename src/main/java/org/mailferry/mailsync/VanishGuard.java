package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Stops a pass before it takes a lost mailbox for one that its user emptied. */
final class VanishGuard {
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
        if (gone == 0 || !way.policy().alarming(gone, looks.stream().mapToLong(SideLook::known).sum())) {
            return Optional.empty();
        }
        List<TwoWayRequest> earlier = way.links().openRequests(way.context().lease().mailbox()).stream()
            .filter(request -> request.subject() == TwoWayRequest.Subject.STOP && request.side() == side).toList();
        if (earlier.stream().anyMatch(request -> request.state() == TwoWayRequest.State.APPROVED && request.amount() >= gone)) {
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

    private static long gone(SideLook look, BiPredicate<FolderRecord, MessageRecord> vanished) {
        return look.gone().stream().filter(line -> look.side() == Side.SOURCE || line.isOnTarget()).filter(line -> vanished.test(look.folder(), line)).count();
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

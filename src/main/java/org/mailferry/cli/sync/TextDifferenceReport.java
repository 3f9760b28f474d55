package org.mailferry.cli.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.mailferry.mailsync.Counterpart;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;

/** One line a difference, a line a folder, and the verdict. */
final class TextDifferenceReport extends DifferenceReport {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private Instant lastHeard;

    TextDifferenceReport(PrintWriter out, boolean allowExtra, Clock clock) {
        super(out, allowExtra);
        this.clock = clock;
        this.lastHeard = clock.instant();
    }

    @Override public void read(Counterpart folder, long messages) {
        if (clock.instant().isAfter(lastHeard.plus(SILENCE))) {
            lastHeard = clock.instant();
            print(Words.line(folder.source().name() + ": " + Words.count(messages) + " messages read on both sides so far"));
        }
    }

    @Override void difference(Discrepancy difference) {
        String uids = (difference.sourceUid() == 0 ? "" : " UID " + difference.sourceUid()) + (difference.targetUid() == 0 ? "" : " target UID " + difference.targetUid());
        print(Words.line(difference.kind() + " " + difference.folder() + uids + ": " + difference.message()));
    }

    @Override void folder(Counterpart folder, ComparedFolder result) {
        String name = folder.source().name().equals(folder.targetName()) ? folder.targetName() : folder.source().name() + " -> " + folder.targetName();
        print(Words.line(name + ": " + Words.count(result.sourceMessages()) + " and " + Words.count(result.targetMessages()) + " messages compared"
            + (result.remarks().isEmpty() ? "" : "; " + result.remarks())));
    }

    @Override public void note(String text) {
        print(Words.line(text));
    }

    @Override void end() {
        String compared = folders() + " folders, " + Words.count(sourceMessages()) + " messages on the source, " + Words.count(targetMessages()) + " on the target: ";
        print(compared + (same() ? "the same." : counts().isEmpty() ? "nothing was compared."
            : counts().entrySet().stream().map(kind -> Words.count(kind.getValue()) + " " + kind.getKey()).collect(Collectors.joining(", ")) + "."));
    }
}

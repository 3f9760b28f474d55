package org.mailferry.calendarsync;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.calendarsync.SilenceVerdict.Kind;

/**
 * What one probe found, each text empty or a line for each finding.
 *
 * @param heard what was put into the decoy's calendars
 * @param strays mail in the decoy's mailbox that is not our own
 * @param problem why the probe proves less than it should
 * @param reached a message of ours, sent after the meetings were written, arrived in the decoy's mailbox
 */
public record SilenceEvidence(String heard, String strays, String problem, boolean reached) {
    public static String lines(Collection<String> findings) {
        return String.join("\n", findings);
    }

    Kind kind() {
        if (!heard.isBlank() || !strays.isBlank()) {
            return Kind.LOUD;
        }
        return reached && problem.isBlank() ? Kind.SILENT : Kind.UNPROVED;
    }

    /** Nobody was told, and the decoy would have heard. */
    public boolean silent() {
        return kind() == Kind.SILENT;
    }

    /** For people. */
    public String text() {
        String control = reached ? "" : "No message arrived in the decoy's mailbox, so silence there proves nothing.";
        String found = Stream.of(heard, strays, problem, control).filter(text -> !text.isBlank()).collect(Collectors.joining("\n"));
        return found.isEmpty() ? "The decoy got our own message and heard nothing of the probe's meetings." : found;
    }
}

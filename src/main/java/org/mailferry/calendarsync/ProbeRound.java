package org.mailferry.calendarsync;

import java.util.List;

/**
 * What came of writing probe meetings.
 *
 * @param heard what the decoy's calendars were told, for people
 * @param problems why the round proves nothing, such as a meeting that the server did not take
 */
public record ProbeRound(List<String> heard, List<String> problems) {
    public ProbeRound {
        heard = List.copyOf(heard);
        problems = List.copyOf(problems);
    }
}

package org.mailferry.lab;

import org.mailferry.lab.fault.Fault;
import org.mailferry.lab.story.Story.Person;

/** What can go wrong in the lab at the push of a button. */
enum LabFault {
    WRONG_PASSWORD("The password of Sergey Pavlov's old mailbox is wrong") {
        @Override void apply(Lab lab, boolean on) {
            Person victim = lab.story().person("s.pavlov");
            if (on) {
                lab.source().block(lab.story().address(victim));
                return;
            }
            lab.rightPassword(victim);
        }
    },
    SLOW_SOURCE("The old server sends 8 KB a second on each connection") {
        @Override void apply(Lab lab, boolean on) {
            lab.sourceLine().apply(on ? Fault.throttledTo(8_192) : Fault.NONE);
        }
    },
    REFUSING_SOURCE("The old server refuses every connection") {
        @Override void apply(Lab lab, boolean on) {
            lab.sourceLine().apply(on ? Fault.REFUSING : Fault.NONE);
        }
    },
    BREAKING_SOURCE("Connections to the old server break after 100 KB") {
        @Override void apply(Lab lab, boolean on) {
            lab.sourceLine().apply(on ? Fault.droppingAfter(102_400) : Fault.NONE);
        }
    },
    LAGGING_DNS("The second name server does not notice changes") {
        @Override void apply(Lab lab, boolean on) {
            lab.lagSecondNameServer(on);
        }
    },
    INVITING_CALENDARS("The new server invites people to every meeting that is written there") {
        @Override void apply(Lab lab, boolean on) {
            lab.calendars().invitesRegardless(on);
        }
    };

    private final String label;

    LabFault(String label) {
        this.label = label;
    }

    abstract void apply(Lab lab, boolean on);

    String label() {
        return label;
    }

    /** The name in configuration and addresses, for example {@code wrong-password}. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Only one fault of the old server's line can be in force. */
    boolean concernsLine() {
        return this == SLOW_SOURCE || this == REFUSING_SOURCE || this == BREAKING_SOURCE;
    }
}

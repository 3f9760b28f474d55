package org.mailferry.plan;

/** A group of mailboxes that moves together. {@code criticality} is 1 (least critical) to 5 (most critical, moves last) (V105). */
public record Wave(String name, Kind kind, int criticality) {
    public enum Kind { TEST_USER, PILOT, WAVE }

    public Wave {
        if (criticality < 1 || criticality > 5) {
            throw new IllegalArgumentException("Criticality " + criticality + " of wave " + name + " is not between 1 and 5");
        }
    }
}

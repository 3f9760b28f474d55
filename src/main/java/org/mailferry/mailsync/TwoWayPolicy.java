package org.mailferry.mailsync;

/**
 * What changes may do while both servers are in use.
 *
 * @param deletions which deletions are repeated on the other side
 * @param vanishPercent when more of a mailbox's known messages are gone at one look, a person is asked first
 * @param vanishAtLeast so many may be gone unasked, whatever share they are; a mailbox that is suddenly empty is always asked about
 */
public record TwoWayPolicy(Deletions deletions, int vanishPercent, int vanishAtLeast) {
    /** Where deletions are repeated. Those on the source wait for a person's approval, whatever the plan says. */
    public enum Deletions {
        NONE, TARGET, BOTH;

        boolean reach(Side side) {
            return this == BOTH || this == TARGET && side == Side.TARGET;
        }
    }

    public static final TwoWayPolicy CAREFUL = new TwoWayPolicy(Deletions.NONE, 20, 10);

    boolean alarming(long gone, long known) {
        return gone > 0 && (gone == known || gone >= vanishAtLeast && gone * 100 > known * vanishPercent);
    }
}

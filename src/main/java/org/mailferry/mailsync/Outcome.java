package org.mailferry.mailsync;

/** What became of a source message. */
public enum Outcome {
    /** It may or may not be on the target: an append was begun and its answer is not recorded. */
    INTENDED,
    COPIED,
    /** The target had the same content before us. */
    ALREADY_THERE,
    /** A side did not give or not take it; the reason says why. */
    REFUSED,
    /** A probe of our own, which is nobody's mail, or a message that the rules leave out, which then has a reason. */
    LEFT_OUT,
    /** It left the source after it was handled. Its copy on the target, if any, stays. */
    EXPUNGED,
    /** A user took its copy off the target after it was handled. It is not brought there again. */
    TARGET_GONE
}

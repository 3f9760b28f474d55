package org.mailferry.kernel;

/** Who has to act on a failure. */
public enum FailureKind {
    /** Nobody: the same call may succeed in a moment. */
    TRANSIENT,
    /** Nobody, but later: the server asked us to slow down. */
    THROTTLED,
    /** A person: configuration, rights, or our own defect. Trying again changes nothing. */
    PERMANENT
}

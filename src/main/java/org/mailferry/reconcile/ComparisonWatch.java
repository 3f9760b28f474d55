package org.mailferry.reconcile;

import org.mailferry.mailsync.Counterpart;

/** Told what a comparison of two mailboxes does and finds. */
public interface ComparisonWatch {
    default void begun(Counterpart folder) {}

    /** So many of the folder's messages are read now, both sides together. */
    default void read(Counterpart folder, long messages) {}

    default void found(Discrepancy difference) {}

    default void compared(Counterpart folder, ComparedFolder result) {}

    /** Something that a person should know and that is no difference. */
    default void note(String text) {}
}

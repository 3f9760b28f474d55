package org.mailferry.reconcile;

import java.util.function.BooleanSupplier;

/** Whether a slice may begin something new. It always may until it got somewhere, so that every slice brings the whole further. */
final class Progress {
    private final Runnable stillOurs;
    private final BooleanSupplier timeIsOver;
    private boolean moved;

    /** @param stillOurs throws when another slice took the mailbox over */
    Progress(Runnable stillOurs, BooleanSupplier timeIsOver) {
        this.stillOurs = stillOurs;
        this.timeIsOver = timeIsOver;
    }

    boolean mayGoOn() {
        stillOurs.run();
        return !moved || !timeIsOver.getAsBoolean();
    }

    /** Something was done that need not be done again. */
    void move() {
        moved = true;
    }

    boolean moved() {
        return moved;
    }
}

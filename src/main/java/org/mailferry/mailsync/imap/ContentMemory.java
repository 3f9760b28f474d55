package org.mailferry.mailsync.imap;

/** How many bytes of messages one connection may hold in memory; what goes beyond passes through files. */
final class ContentMemory {
    private final long bound;
    private final long largest;
    private long held;

    /** @param largest a larger message goes through a file in any case */
    ContentMemory(long bound, long largest) {
        this.bound = bound;
        this.largest = largest;
    }

    /** @return false when there is no room; nothing is taken then */
    synchronized boolean take(long bytes) {
        if (bytes > largest || held + bytes > bound) {
            return false;
        }
        held += bytes;
        return true;
    }

    synchronized void giveBack(long bytes) {
        held -= bytes;
    }
}

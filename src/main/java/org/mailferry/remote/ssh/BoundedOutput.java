package org.mailferry.remote.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps the beginning of what is written, and takes the rest so that the program does not stand still. */
final class BoundedOutput extends OutputStream {
    private final int limitBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean whole = true;

    BoundedOutput(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override public synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, limitBytes - kept.size());
        kept.write(bytes, offset, room);
        whole &= room == length;
    }

    synchronized byte[] kept() {
        return kept.toByteArray();
    }

    synchronized boolean whole() {
        return whole;
    }
}

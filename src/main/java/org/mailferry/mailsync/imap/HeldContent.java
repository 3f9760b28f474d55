package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.io.OutputStream;
import org.mailferry.kernel.Sha256;
import org.mailferry.mailsync.Content;

/** A message in memory, in the very bytes that were read; its room is given back when it is closed. */
final class HeldContent implements Content {
    private final byte[] bytes;
    private final ContentMemory memory;
    private final String sha256;
    private boolean closed;

    HeldContent(byte[] bytes, ContentMemory memory) {
        this.bytes = bytes;
        this.memory = memory;
        this.sha256 = Sha256.hex(bytes);
    }

    @Override public long sizeBytes() {
        return bytes.length;
    }

    @Override public String sha256() {
        return sha256;
    }

    @Override public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    @Override public void close() {
        if (!closed) {
            closed = true;
            memory.giveBack(bytes.length);
        }
    }
}

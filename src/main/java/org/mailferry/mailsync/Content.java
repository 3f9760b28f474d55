package org.mailferry.mailsync;

import java.io.IOException;
import java.io.OutputStream;
import org.mailferry.kernel.Sha256;

/** The bytes of a message, exactly as its server gave them, in memory or spooled to a file. May be written any number of times until closed. */
public interface Content extends AutoCloseable {
    long sizeBytes();

    /** 64 hex digits. */
    String sha256();

    void writeTo(OutputStream out) throws IOException;

    @Override void close();

    static Content of(byte[] bytes) {
        String digest = Sha256.hex(bytes);
        return new Content() {
            @Override public long sizeBytes() {
                return bytes.length;
            }

            @Override public String sha256() {
                return digest;
            }

            @Override public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }

            @Override public void close() {
                // Memory needs no release.
            }
        };
    }
}

package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.mailferry.kernel.Sha256;
import org.mailferry.mailsync.Content;

/** A large message in a temporary file, digested while it is written, deleted when closed. */
final class SpooledContent implements Content {
    private final Path file;
    private final MessageDigest digest = Sha256.digest();
    private final OutputStream out;
    private long sizeBytes;
    private String sha256 = "";

    private SpooledContent(Path file) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(file);
    }

    static SpooledContent begin() {
        try {
            // Readable by us only: the JDK creates temporary files so.
            return new SpooledContent(Files.createTempFile("mailferry-", ".eml"));
        } catch (IOException e) {
            throw new UncheckedIOException("A large message needs space in the temporary folder", e);
        }
    }

    void add(byte[] bytes, int from, int count) {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            throw new UncheckedIOException("A large message needs space in the temporary folder", e);
        }
        digest.update(bytes, from, count);
        sizeBytes += count;
    }

    SpooledContent end() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A large message needs space in the temporary folder", e);
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
        return this;
    }

    @Override public long sizeBytes() {
        return sizeBytes;
    }

    @Override public String sha256() {
        return sha256;
    }

    @Override public void writeTo(OutputStream to) throws IOException {
        byte[] part = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                to.write(part, 0, count);
            }
        }
    }

    @Override public void close() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file could not be removed: " + file, e);
        }
    }
}

package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ResponseInputStream;
import org.mailferry.mailsync.Content;

/**
 * Reads responses for Angus Mail, which would hold each as one array of whatever length the server announces. Here a long literal is
 * kept apart from its line: its bytes are held once, and where there is no room for them they go to a file as they come.
 */
final class ResponseReader extends ResponseInputStream {
    private static final int SHORT = 1024;
    private static final int LONGEST_LINE = 64 << 20;
    private static final int MOST_DIGITS = 15;

    private final InputStream in;
    private final ContentMemory memory;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private byte[] line = new byte[256];
    private int length;
    private Map<Integer, Literal> literals = new HashMap<>();

    ResponseReader(InputStream in, ContentMemory memory) {
        super(in);
        this.in = in;
        this.memory = memory;
    }

    /** Those of the last response, by the place in its line where they belong. */
    Map<Integer, Literal> takeLiterals() {
        Map<Integer, Literal> taken = literals;
        literals = new HashMap<>();
        return taken;
    }

    @Override public ByteArray readResponse(ByteArray unused) throws IOException {
        length = 0;
        readLine();
        for (long announced = announced(); announced >= 0; announced = announced()) {
            if (announced > SHORT) {
                literals.put(length, new Literal(content(announced)));
            } else {
                ensure((int) announced);
                readFully(line, length, (int) announced);
                length += (int) announced;
            }
            readLine();
        }
        return new ByteArray(Arrays.copyOf(line, length), 0, length);
    }

    @Override public int available() throws IOException {
        return end - next + in.available();
    }

    /** Up to and with CRLF. */
    private void readLine() throws IOException {
        int start = length;
        while (length - start < 2 || line[length - 1] != '\n' || line[length - 2] != '\r') {
            if (next == end) {
                fill();
            }
            int from = next;
            while (next < end && buffer[next++] != '\n') {
                continue;
            }
            ensure(next - from);
            System.arraycopy(buffer, from, line, length, next - from);
            length += next - from;
        }
    }

    private void ensure(int more) throws IOException {
        if (length + more > LONGEST_LINE) {
            throw new IOException("The server sent a line without end");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, Math.min(2 * line.length, LONGEST_LINE)));
        }
    }

    /** @return the length of the literal that the line's end announces, -1 for none */
    private long announced() {
        int close = length - 3;
        if (close < 1 || line[close] != '}') {
            return -1;
        }
        int open = close - 1;
        while (open >= 0 && line[open] >= '0' && line[open] <= '9') {
            open--;
        }
        int digits = close - open - 1;
        return open < 0 || line[open] != '{' || digits == 0 || digits > MOST_DIGITS ? -1
            : Long.parseLong(new String(line, open + 1, digits, java.nio.charset.StandardCharsets.US_ASCII));
    }

    private Content content(long size) throws IOException {
        if (!memory.take(size)) {
            return spooled(size);
        }
        byte[] bytes = new byte[(int) size];
        readFully(bytes, 0, bytes.length);
        return new HeldContent(bytes, memory);
    }

    private Content spooled(long size) throws IOException {
        SpooledContent content = SpooledContent.begin();
        boolean whole = false;
        try {
            for (long left = size; left > 0;) {
                if (next == end) {
                    fill();
                }
                int count = (int) Math.min(left, end - next);
                content.add(buffer, next, count);
                next += count;
                left -= count;
            }
            whole = true;
            return content.end();
        } finally {
            if (!whole) {
                content.close();
            }
        }
    }

    private void readFully(byte[] to, int at, int count) throws IOException {
        int known = Math.min(count, end - next);
        System.arraycopy(buffer, next, to, at, known);
        next += known;
        for (int done = known; done < count;) {
            int read = in.read(to, at + done, count - done);
            if (read < 0) {
                throw closed();
            }
            done += read;
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        if (read < 0) {
            throw closed();
        }
        next = 0;
        end = read;
    }

    private static IOException closed() {
        return new IOException("The server closed the connection");
    }
}

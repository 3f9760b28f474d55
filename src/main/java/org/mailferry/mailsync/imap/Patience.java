package org.mailferry.mailsync.imap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailferry.mailsync.MailsyncSettings;

/**
 * How long one connection waits for its server. It is judged by what moves and not by how long the whole takes: each piece that is
 * written has its own time, and what the server was given and has not answered yet allows it as much more as its size deserves.
 */
final class Patience {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private boolean parting;
    private static final int PIECE = 1 << 16;
    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final TrackedSockets sockets;
    private final ScheduledExecutorService scissors;
    private final MailsyncSettings settings;
    private final Map<String, Long> unanswered = new HashMap<>();
    private long takenByNanos = NOT_WRITING;
    private Duration allowedNow = Duration.ZERO;
    private boolean watched;
    private Optional<Duration> tookNothingFor = Optional.empty();

    Patience(TrackedSockets sockets, ScheduledExecutorService scissors, MailsyncSettings settings) {
        this.sockets = sockets;
        this.scissors = scissors;
        this.settings = settings;
    }

    /** A literal of that command is on its way. */
    void gave(String tag, long bytes) {
        unanswered.merge(tag, bytes, Long::sum);
    }

    void answered(String tag) {
        unanswered.remove(tag);
    }

    /** What is still to come is a farewell, and nobody waits long for it. */
    void part() {
        parting = true;
    }

    /** Before reading: the longest silence from here. */
    void listen() throws SocketException {
        sockets.newest().setSoTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, allowed(settings.readTimeout(), 0).toMillis())));
    }

    private Duration allowed(Duration silence, long more) {
        long bytes = unanswered.values().stream().mapToLong(Long::longValue).sum() + more;
        return parting ? FAREWELL : silence.plusMillis(bytes * 1_000 / settings.slowestRate().toBytes());
    }

    /** The same stream, which is cut off when a piece of what is written to it is not taken in time. */
    OutputStream over(OutputStream out) {
        return new Watched(out);
    }

    /** In words, where it was this patience that ended. */
    @Nullable String reason(Exception failure) {
        Optional<Duration> blocked = tookNothing();
        if (blocked.isPresent()) {
            return "it took nothing for " + seconds(blocked.get());
        }
        return failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException
            ? "it said nothing for " + seconds(allowed(settings.readTimeout(), 0)) : failure.getMessage();
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
    }

    private synchronized Optional<Duration> tookNothing() {
        return tookNothingFor;
    }

    private synchronized void begin(Duration allowed) {
        takenByNanos = System.nanoTime() + allowed.toNanos();
        allowedNow = allowed;
        if (!watched) {
            watched = true;
            look(allowed.toNanos());
        }
    }

    private synchronized void end() {
        takenByNanos = NOT_WRITING;
    }

    private void look(long inNanos) {
        scissors.schedule(this::judge, inNanos, TimeUnit.NANOSECONDS);
    }

    /** One look for many pieces: each of them only moves the time. */
    private void judge() {
        synchronized (this) {
            if (takenByNanos == NOT_WRITING) {
                watched = false;
                return;
            }
            long left = takenByNanos - System.nanoTime();
            if (left > 0) {
                look(left);
                return;
            }
            tookNothingFor = Optional.of(allowedNow);
        }
        sockets.cut();
    }

    private final class Watched extends FilterOutputStream {
        Watched(OutputStream out) {
            super(out);
        }

        @Override public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override public void write(byte[] bytes, int from, int count) throws IOException {
            for (int done = 0; done < count; done += PIECE) {
                int at = from + done;
                int piece = Math.min(PIECE, count - done);
                timed(piece, () -> out.write(bytes, at, piece));
            }
        }

        @Override public void flush() throws IOException {
            timed(PIECE, out::flush);
        }

        private void timed(int bytes, Piece piece) throws IOException {
            begin(allowed(settings.writeTimeout(), bytes));
            try {
                piece.write();
            } finally {
                Patience.this.end();
            }
        }
    }

    private interface Piece {
        void write() throws IOException;
    }
}

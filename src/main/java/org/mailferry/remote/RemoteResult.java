package org.mailferry.remote;

/**
 * What is known of a command that was begun.
 *
 * @param exitCode what the program said; meaningful only for {@link End#EXITED}
 * @param output what it wrote, with its errors among it when it had a terminal; line ends are {@code \n}
 * @param errors what it wrote to its error output
 * @param whole whether {@code output} and {@code errors} are all that it wrote
 */
public record RemoteResult(End end, int exitCode, String output, String errors, boolean whole) {
    public enum End {
        EXITED,
        /** It was ended by a signal. */
        KILLED,
        /** It did not end within its time limit, and may still run. */
        TIMED_OUT,
        /** The connection was lost, or nobody waited any longer; it may still run. */
        LOST
    }

    public boolean succeeded() {
        return end == End.EXITED && exitCode == 0;
    }

    /** Whether it may still be running on the host. */
    public boolean mayRun() {
        return end == End.TIMED_OUT || end == End.LOST;
    }
}

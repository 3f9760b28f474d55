package org.mailferry.remote;

import org.mailferry.kernel.MigrationException;

/** Runs commands on other hosts. */
public interface RemoteCommands {
    /**
     * Runs the command once and waits for its end, at most for its time limit.
     *
     * @return what is known of a command that was begun, also when its end was not seen
     * @throws MigrationException when it was certainly not begun: {@code TRANSIENT} when the host was not reached, {@code PERMANENT} when
     *     its key is not the known one, or the login was refused
     */
    RemoteResult run(RemoteHost host, RemoteCommand command);
}

package org.mailferry.calendarsync.vk;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.kernel.MigrationException;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteHost;

/** {@code sync_all.sh} and {@code subscribe.sh} of VK's migration guide, with one login as argument. */
final class VkScript {
    /** A login becomes an argument of three programs, one inside the other, the last of which takes what begins with a hyphen for a switch. */
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final String ADMINISTRATOR = "root";

    private VkScript() {}

    static String name(Operation operation) {
        return operation == Operation.SYNC ? "sync_all.sh" : "subscribe.sh";
    }

    /** Ends with exit code 0 when whoever logs in may run the script; nothing is begun. */
    static RemoteCommand mayRun(RemoteHost host, String scripts, Operation operation, Duration timeLimit) {
        String script = scripts + "/" + name(operation);
        return host.login().equals(ADMINISTRATOR) ? new RemoteCommand("test", List.of("-x", script), timeLimit, false)
            : new RemoteCommand("sudo", List.of("-n", "-l", script), timeLimit, false);
    }

    /** @throws MigrationException {@code PERMANENT} for a login that no script is given */
    static RemoteCommand command(HostedCalendarJob job, Operation operation, Duration timeLimit) {
        String login = job.login().text();
        if (!LOGIN.matcher(login).matches()) {
            throw MigrationException.permanent("The login '" + login + "' is not given to a script on " + job.host()
                + ": only Latin letters, digits and . _ + - are. Copy this mailbox's calendars by hand");
        }
        String script = job.scripts() + "/" + name(operation);
        if (job.host().login().equals(ADMINISTRATOR)) {
            return new RemoteCommand(script, List.of(login), timeLimit, job.terminal());
        }
        // -n: a question for a password would wait for an answer that nobody gives.
        return new RemoteCommand("sudo", List.of("-n", script, login), timeLimit, job.terminal());
    }
}

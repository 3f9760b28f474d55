package org.mailferry.remote.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.mailferry.kernel.MigrationException;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteResult;
import org.mailferry.remote.RemoteResult.End;
import org.mailferry.remote.RemoteSettings;

/** One command in a session of its own. From its start on nothing is thrown: the caller must know that it may have run. */
final class RunningCommand {
    /** So wide that no line of output is broken. */
    private static final int COLUMNS = 1_000;

    private final RemoteSettings settings;
    private final ClientSession session;
    private final RemoteCommand command;
    private final BoundedOutput output;
    private final BoundedOutput errors;

    RunningCommand(RemoteSettings settings, ClientSession session, RemoteCommand command) {
        this.settings = settings;
        this.session = session;
        this.command = command;
        this.output = new BoundedOutput((int) settings.maxOutput().toBytes());
        this.errors = new BoundedOutput((int) settings.maxOutput().toBytes());
    }

    RemoteResult result() throws IOException {
        ChannelExec channel = session.createExecChannel(command.line());
        channel.setOut(output);
        channel.setErr(errors);
        if (command.terminal()) {
            giveTerminal(channel);
        }
        try {
            End end = await(channel);
            return result(end, end == End.EXITED ? channel.getExitStatus() : -1);
        } finally {
            channel.close(true);
        }
    }

    private static void giveTerminal(ChannelExec channel) {
        channel.setUsePty(true);
        channel.setPtyType("dumb");
        channel.setPtyColumns(COLUMNS);
        channel.setPtyModes(Map.of(PtyMode.ECHO, 0, PtyMode.ONLCR, 0));
    }

    private End await(ChannelExec channel) {
        long end = System.nanoTime() + command.timeLimit().toNanos();
        try {
            channel.open().verify(settings.loginTimeout());
            // A program on a terminal would take the end of its input for a hang-up.
            if (!command.terminal()) {
                channel.getInvertedIn().close();
            }
            return ended(channel, closed(channel, end - System.nanoTime()));
        } catch (SshChannelOpenException e) {
            throw MigrationException.transientFailure("The host took the login, but no command: " + SshErrors.text(e), e);
        } catch (IOException | RuntimeException e) {
            return End.LOST;
        }
    }

    /** {@code waitFor} of the channel would not hear an interruption. */
    private static boolean closed(ChannelExec channel, long nanos) {
        CountDownLatch closed = new CountDownLatch(1);
        channel.addCloseFutureListener(future -> closed.countDown());
        try {
            return closed.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static End ended(ChannelExec channel, boolean closed) {
        if (channel.getExitStatus() != null) {
            return End.EXITED;
        }
        if (channel.getExitSignal() != null) {
            return End.KILLED;
        }
        return closed ? End.LOST : End.TIMED_OUT;
    }

    private RemoteResult result(End end, int exitCode) {
        return new RemoteResult(end, exitCode, text(output), text(errors), output.whole() && errors.whole());
    }

    private static String text(BoundedOutput bytes) {
        return new String(bytes.kept(), StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
    }
}

package org.mailferry.cli.sync;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Turns Ctrl-C and kill into an end after the batch under way, with a report, and exit code 6. */
final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintWriter err;
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean asked;

    private StopSignal(PrintWriter err) {
        this.err = err;
    }

    static StopSignal listening(PrintWriter err) {
        StopSignal signal = new StopSignal(err);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void stop() {
        asked = true;
        err.println("Stopping after the messages under way ...");
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println("Stopped. Run the same command again to go on.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.flush();
        Runtime.getRuntime().halt(ExitCode.BY_SIGNAL.number());
    }

    @Override public boolean getAsBoolean() {
        return asked;
    }

    /** All is done and told. */
    @Override public void close() {
        ended.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // A signal came this very moment; the hook ends the process.
                return;
            }
        }
    }
}

package org.mailferry.remote.ssh;

import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong below SSH. */
final class SshErrors {
    private SshErrors() {}

    static String text(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name is not known to DNS";
            }
            if (cause instanceof TimeoutException) {
                return "it did not answer in time";
            }
            text = cause.getMessage() == null ? text : cause.getMessage();
        }
        return text.replaceAll("\\s+", " ");
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }
}

package org.mailferry.kernel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** "Could not find out or could not do it", with who has to act. Its text names the thing and the way out, and holds no secret. */
public final class MigrationException extends RuntimeException {
    private final FailureKind kind;
    private final transient Optional<Duration> retryAfter;

    private MigrationException(FailureKind kind, Optional<Duration> retryAfter, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public static MigrationException transientFailure(String message, @Nullable Throwable cause) {
        return new MigrationException(FailureKind.TRANSIENT, Optional.empty(), message, cause);
    }

    public static MigrationException throttled(Duration retryAfter, String message) {
        return new MigrationException(FailureKind.THROTTLED, Optional.of(retryAfter), message, null);
    }

    public static MigrationException permanent(String message, @Nullable Throwable cause) {
        return new MigrationException(FailureKind.PERMANENT, Optional.empty(), message, cause);
    }

    public static MigrationException permanent(String message) {
        return permanent(message, null);
    }

    public FailureKind kind() {
        return kind;
    }

    /** The delay a throttling server asked for. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}

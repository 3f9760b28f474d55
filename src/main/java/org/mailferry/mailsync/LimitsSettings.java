package org.mailferry.mailsync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Holds for every mail server on top of what the plan says; 0 for no limit of its own.
 *
 * @param connections to one server at once
 * @param bytesPerSecond of one server
 * @param messagesPerSecond of one server
 * @param quiet after so long without a refusal a learned maximum is raised by one
 * @param turn how long a mailbox keeps its place before the others that wait
 * @param patience a wait up to this is spent in the slice; a longer one ends it
 */
@ConfigurationProperties("mailferry.mailsync.limits")
public record LimitsSettings(@DefaultValue("0") int connections, @DefaultValue("0B") DataSize bytesPerSecond, @DefaultValue("0") int messagesPerSecond,
                             @DefaultValue("5m") Duration quiet, @DefaultValue("10m") Duration turn, @DefaultValue("10s") Duration patience) {
    public LimitsSettings {
        if (quiet.isNegative() || quiet.isZero()) {
            throw new IllegalArgumentException("mailferry.mailsync.limits.quiet must be longer than nothing");
        }
    }

    public static LimitsSettings defaults() {
        return new LimitsSettings(0, DataSize.ofBytes(0), 0, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofSeconds(10));
    }

    public ServerLimits everywhere() {
        return new ServerLimits(LimitScope.SERVER, connections, 0, bytesPerSecond.toBytes(), messagesPerSecond, 0, 0);
    }
}

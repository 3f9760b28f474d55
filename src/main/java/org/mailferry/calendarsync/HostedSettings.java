package org.mailferry.calendarsync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calendars are carried by a target's own tool.
 *
 * @param timeLimit for one mailbox; a tool that did not end by then is a person's business
 * @param parallel mailboxes at once on each node of Mailferry
 * @param poll how often a mailbox looks whether its tool has ended
 */
@ConfigurationProperties("mailferry.calendarsync.hosted")
public record HostedSettings(@DefaultValue("15m") Duration timeLimit, @DefaultValue("2") int parallel, @DefaultValue("10s") Duration poll) {
    public HostedSettings {
        if (timeLimit.isNegative() || timeLimit.isZero() || poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("mailferry.calendarsync.hosted needs a 'time-limit' and a 'poll' above zero");
        }
        if (parallel < 1 || parallel > 50) {
            throw new IllegalArgumentException("mailferry.calendarsync.hosted.parallel is " + parallel + "; it must be between 1 and 50");
        }
    }
}

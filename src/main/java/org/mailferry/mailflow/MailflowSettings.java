package org.mailferry.mailflow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long mail flow is waited for.
 *
 * @param dnsTimeout for one question to one name server; it is asked once more by TCP
 * @param connectTimeout until a server has accepted a connection
 * @param readTimeout until a server has answered a command
 * @param probeWait how long a round of probes waits for its arrival; it must end well within the engine's lock of 90 s
 * @param probePoll between two looks into a mailbox
 * @param maxTtl an MX record that lives longer is not lowered yet
 */
@ConfigurationProperties("mailferry.mailflow")
public record MailflowSettings(@DefaultValue("3s") Duration dnsTimeout, @DefaultValue("5s") Duration connectTimeout,
                               @DefaultValue("10s") Duration readTimeout, @DefaultValue("25s") Duration probeWait,
                               @DefaultValue("500ms") Duration probePoll, @DefaultValue("5m") Duration maxTtl) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

    public MailflowSettings {
        if (probeWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("mailferry.mailflow.probe-wait is " + probeWait + "; it must be " + LONGEST_WAIT
                + " or less, because a step that outlives the engine's lock runs twice");
        }
    }
}

package org.mailferry.calendarsync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the silence of a target is watched.
 *
 * @param every how old a proof may be before the next probe
 * @param valid how old a proof may be before calendars wait; several probes may fail to reach the decoy until then
 * @param patience how long mail may take to arrive in the decoy's mailbox
 */
@ConfigurationProperties("mailferry.calendarsync.silence")
public record SilenceSettings(@DefaultValue("30m") Duration every, @DefaultValue("4h") Duration valid, @DefaultValue("2m") Duration patience) {
    public SilenceSettings {
        if (every.isNegative() || every.isZero() || valid.compareTo(every) < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("mailferry.calendarsync.silence needs 'every' above zero, 'valid' of at least that, and a 'patience' that is not negative");
        }
    }
}

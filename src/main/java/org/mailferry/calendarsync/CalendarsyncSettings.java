package org.mailferry.calendarsync;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calendars are found and copied.
 *
 * @param nameServers whom to ask where a domain's calendar server is, as {@code host} or {@code host:port}; empty: those of this machine
 * @param dnsTimeout for one question to one of them
 * @param slice how long a step of the runbook takes up new work; it stays well below the job's lock
 */
@ConfigurationProperties("mailferry.calendarsync")
public record CalendarsyncSettings(@DefaultValue List<String> nameServers, @DefaultValue("5s") Duration dnsTimeout,
                                   @DefaultValue("30s") Duration slice) {
    /** With the usual slice. */
    public CalendarsyncSettings(List<String> nameServers, Duration dnsTimeout) {
        this(nameServers, dnsTimeout, Duration.ofSeconds(30));
    }

    @ConstructorBinding public CalendarsyncSettings {
        nameServers = List.copyOf(nameServers);
        nameServers.stream().filter(server -> !server.matches("[^\\s:]+(:\\d{1,5})?")).findFirst().ifPresent(server -> {
            throw new IllegalArgumentException("mailferry.calendarsync.name-servers: '" + server + "' is no host or host:port");
        });
        if (dnsTimeout.isZero() || dnsTimeout.isNegative()) {
            throw new IllegalArgumentException("mailferry.calendarsync.dns-timeout is " + dnsTimeout + "; it must be longer than zero");
        }
        if (slice.isZero() || slice.isNegative()) {
            throw new IllegalArgumentException("mailferry.calendarsync.slice is " + slice + "; it must be longer than zero");
        }
    }
}

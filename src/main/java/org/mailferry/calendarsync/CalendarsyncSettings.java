package org.mailferry.calendarsync;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How calendars are found and copied.
 *
 * @param nameServers whom to ask where a domain's calendar server is, as {@code host} or {@code host:port}; empty: those of this machine
 * @param dnsTimeout for one question to one of them
 */
@ConfigurationProperties("mailferry.calendarsync")
public record CalendarsyncSettings(@DefaultValue List<String> nameServers, @DefaultValue("5s") Duration dnsTimeout) {
    public CalendarsyncSettings {
        nameServers = List.copyOf(nameServers);
        nameServers.stream().filter(server -> !server.matches("[^\\s:]+(:\\d{1,5})?")).findFirst().ifPresent(server -> {
            throw new IllegalArgumentException("mailferry.calendarsync.name-servers: '" + server + "' is no host or host:port");
        });
        if (dnsTimeout.isZero() || dnsTimeout.isNegative()) {
            throw new IllegalArgumentException("mailferry.calendarsync.dns-timeout is " + dnsTimeout + "; it must be longer than zero");
        }
    }
}

package org.mailferry.calendarsync;

import java.util.Map;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarAccount.Protocol;
import org.mailferry.kernel.MigrationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Opens each account by the adapter of its protocol. */
@Component
@Primary
final class RoutedCalendarStores implements CalendarStores {
    private final Map<Protocol, CalendarStores> adapters;

    @Autowired RoutedCalendarStores(@Qualifier("calDavStores") CalendarStores calDav, @Qualifier("ewsStores") CalendarStores ews) {
        this(Map.of(Protocol.CALDAV, calDav, Protocol.EWS, ews));
    }

    RoutedCalendarStores(Map<Protocol, CalendarStores> adapters) {
        this.adapters = Map.copyOf(adapters);
    }

    @Override public CalendarStore open(CalendarAccount account) {
        return Optional.ofNullable(adapters.get(account.protocol()))
            .orElseThrow(() -> MigrationException.permanent("Calendars of " + account.mailbox() + ": this installation does not speak " + account.protocol()))
            .open(account);
    }
}

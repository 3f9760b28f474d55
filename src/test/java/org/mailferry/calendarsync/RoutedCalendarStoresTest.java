package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarAccount.Protocol;
import org.mailferry.calendarsync.exchange.ExchangeSettings;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpSettings;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

/** The adapters as the program wires them. */
class RoutedCalendarStoresTest {
    private static CalendarAccount account(Protocol protocol, String server) {
        return new CalendarAccount(EmailAddress.parse("ivanov@corp.test"), protocol, Optional.of(server), CalendarAccount.Scheme.NTLM, "ivanov",
            SecretReference.parse("env:CALENDAR"));
    }

    @Test void everyProtocolGoesToItsAdapter() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            HttpSettings settings = new HttpSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), DataSize.ofMegabytes(1), null);
            context.registerBean(HttpCalls.class, () -> new HttpCalls(settings, Clock.systemUTC()));
            context.registerBean(Clock.class, Clock::systemUTC);
            context.registerBean(ExchangeSettings.class, () -> new ExchangeSettings(ZoneId.of("Europe/Moscow")));
            context.registerBean(Secrets.class, () -> reference -> Secret.of("x"));
            context.registerBean(ServiceRecords.class, () -> new ServiceRecords() {
                @Override public List<Service> services(String name) {
                    return List.of();
                }

                @Override public List<String> texts(String name) {
                    return List.of();
                }
            });
            context.register(RoutedCalendarStores.class);
            context.scan("org.mailferry.calendarsync.caldav", "org.mailferry.calendarsync.ews", "org.mailferry.calendarsync.exchange", "org.mailferry.calendarsync.ical");
            context.refresh();
            CalendarStores stores = context.getBean(CalendarStores.class);
            assertThat(stores).isInstanceOf(RoutedCalendarStores.class);
            assertThatThrownBy(() -> stores.open(account(Protocol.EWS, "no address"))).hasMessageContaining("no address of Exchange's web services");
            assertThatThrownBy(() -> stores.open(account(Protocol.CALDAV, "https://calendar.invalid/"))).hasMessageContaining("is not logged in to by NTLM");
        }
    }
}

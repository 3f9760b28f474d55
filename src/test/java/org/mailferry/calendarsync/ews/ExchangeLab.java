package org.mailferry.calendarsync.ews;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.EventFields;
import org.mailferry.calendarsync.ItemConversion;
import org.mailferry.calendarsync.exchange.ExchangeSettings;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpSettings;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.lab.ews.EwsMailbox;
import org.mailferry.lab.ews.EwsSimulator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

/** A simulated Exchange and the adapter as it runs, with the real conversion. */
final class ExchangeLab implements AutoCloseable {
    static final String OWNER = "ivanov@corp.test";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC);
    private static final AnnotationConfigApplicationContext CONVERSION = conversion();

    final EwsSimulator exchange = new EwsSimulator(CLOCK);
    final EwsMailbox mailbox = exchange.addMailbox(OWNER, "Иванов Иван");

    ExchangeLab() {
        exchange.addImpersonatingLogin("CORP\\svc", Secret.of("pass")).addLogin("CORP\\ivanov", Secret.of("own"), OWNER).start();
    }

    private static AnnotationConfigApplicationContext conversion() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(ExchangeSettings.class, () -> new ExchangeSettings(ZoneId.of("Europe/Moscow")));
        context.scan("org.mailferry.calendarsync.exchange", "org.mailferry.calendarsync.ical");
        context.refresh();
        return context;
    }

    static HttpCalls http() {
        return new HttpCalls(new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(12), Duration.ofSeconds(12), Duration.ofSeconds(15),
            DataSize.ofMegabytes(8), null), CLOCK);
    }

    static CalendarAccount account(String url, CalendarAccount.Scheme scheme, String login) {
        return new CalendarAccount(EmailAddress.parse(OWNER), CalendarAccount.Protocol.EWS, Optional.of(url), scheme, login,
            SecretReference.parse("env:CALENDAR"), login.endsWith("svc"));
    }

    static EwsStores stores(String password, LoginAttempts attempts) {
        return stores(reference -> Secret.of(password), attempts);
    }

    static EwsStores stores(Secrets secrets, LoginAttempts attempts) {
        return new EwsStores(http(), secrets, CONVERSION.getBean(ItemConversion.class),
            CONVERSION.getBean(EventFields.class), Optional.of(attempts), CLOCK);
    }

    static CalendarStore open(String url, CalendarAccount.Scheme scheme, String login, String password) {
        return stores(password, LoginAttempts.UNCOUNTED).open(account(url, scheme, login));
    }

    CalendarStore open() {
        return open(exchange.url(), CalendarAccount.Scheme.BASIC, "CORP\\svc", "pass");
    }

    @Override public void close() {
        exchange.close();
    }
}

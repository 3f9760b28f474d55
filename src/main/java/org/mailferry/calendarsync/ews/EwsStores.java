package org.mailferry.calendarsync.ews;

import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.calendarsync.EventFields;
import org.mailferry.calendarsync.ItemConversion;
import org.mailferry.http.HttpCalls;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.TransportSecurity;
import org.springframework.stereotype.Component;

/** Opens mailboxes on Exchange and counts refused passwords as every login of this tool does. */
@Component("ewsStores")
final class EwsStores implements CalendarStores {
    private static final String PATH = "/EWS/Exchange.asmx";

    private final HttpCalls http;
    private final Secrets secrets;
    private final ItemConversion conversion;
    private final EventFields fields;
    private final LoginAttempts attempts;
    private final Clock clock;

    EwsStores(HttpCalls http, Secrets secrets, ItemConversion conversion, EventFields fields, Optional<LoginAttempts> attempts, Clock clock) {
        this.http = http;
        this.secrets = secrets;
        this.conversion = conversion;
        this.fields = fields;
        this.attempts = attempts.orElse(LoginAttempts.UNCOUNTED);
        this.clock = clock;
    }

    @Override public CalendarStore open(CalendarAccount account) {
        HttpUrl url = url(account);
        Secret password = secrets.resolve(account.password());
        MailAccount counted = counted(account, url);
        attempts.refusal(counted, password).ifPresent(why -> {
            throw MigrationException.permanent(why);
        });
        EwsCalls calls = new EwsCalls(http, url, new EwsLogin(account, password), clock);
        boolean accepted = false;
        try {
            EwsFolders folders = new EwsFolders(calls);
            folders.requireCalendar();
            accepted = true;
            return new EwsStore(folders, calls, new EwsReading(calls, conversion, CalendarPolicy.CAREFUL), fields);
        } finally {
            report(counted, password, accepted, calls.loginRefused());
        }
    }

    private void report(MailAccount account, Secret password, boolean accepted, boolean refused) {
        if (accepted) {
            attempts.accepted(account, password);
        } else if (refused) {
            attempts.refused(account, password, "401");
        } else {
            attempts.unclear(account, password);
        }
    }

    private static HttpUrl url(CalendarAccount account) {
        String server = account.server().orElseThrow(() -> MigrationException.permanent("The calendars of " + account.mailbox()
            + " need the address of Exchange's web services, such as https://mail.example.com" + PATH));
        HttpUrl url = Optional.ofNullable(HttpUrl.parse(server)).orElseThrow(() -> MigrationException.permanent("'" + server + "' is no address of Exchange's web services"));
        return url.encodedPath().equals("/") ? url.newBuilder().encodedPath(PATH).build() : url;
    }

    private static MailAccount counted(CalendarAccount account, HttpUrl url) {
        TransportSecurity security = url.isHttps() ? TransportSecurity.TLS : TransportSecurity.PLAIN;
        CredentialMode mode = account.scheme() == CalendarAccount.Scheme.BEARER ? CredentialMode.XOAUTH2 : CredentialMode.OWN_PASSWORD;
        return new MailAccount(MailEndpoint.of(url.host(), url.port(), security), mode, account.login(), Optional.empty(), account.password());
    }
}

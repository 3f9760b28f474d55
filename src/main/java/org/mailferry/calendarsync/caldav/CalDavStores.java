package org.mailferry.calendarsync.caldav;

import java.util.Optional;
import okhttp3.HttpUrl;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.calendarsync.ServiceRecords;
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

/** Finds a mailbox's calendars and counts refused passwords as every login of this tool does. */
@Component("calDavStores")
final class CalDavStores implements CalendarStores {
    private final HttpCalls http;
    private final Secrets secrets;
    private final ServiceRecords records;
    private final LoginAttempts attempts;

    CalDavStores(HttpCalls http, Secrets secrets, ServiceRecords records, Optional<LoginAttempts> attempts) {
        this.http = http;
        this.secrets = secrets;
        this.records = records;
        this.attempts = attempts.orElse(LoginAttempts.UNCOUNTED);
    }

    @Override public CalendarStore open(CalendarAccount account) {
        Secret password = secrets.resolve(account.password());
        Discovery discovery = new Discovery(records, account);
        Discovery.Start start = discovery.start();
        MailAccount counted = counted(account, start.url());
        DavCalls calls = new DavCalls(http, start.url(), DavLogin.of(account, password));
        attempts.refusal(counted, password).ifPresent(why -> {
            throw MigrationException.permanent(why);
        });
        boolean accepted = false;
        try {
            CalendarStore store = new CalDavStore(discovery.home(calls, start));
            accepted = true;
            return store;
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

    private static MailAccount counted(CalendarAccount account, HttpUrl url) {
        TransportSecurity security = url.isHttps() ? TransportSecurity.TLS : TransportSecurity.PLAIN;
        CredentialMode mode = account.scheme() == CalendarAccount.Scheme.BEARER ? CredentialMode.XOAUTH2 : CredentialMode.OWN_PASSWORD;
        return new MailAccount(MailEndpoint.of(url.host(), url.port(), security), mode, account.login(), Optional.empty(), account.password());
    }
}

package org.mailferry.calendarsync.ews;

import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.Secrets;
import org.mailferry.lab.ews.EwsMailbox;
import org.mailferry.lab.ews.EwsSimulator;

/** A simulated Exchange with one mailbox, and the adapter as it runs, for tests of other packages. */
public final class EwsForTests implements AutoCloseable {
    private final ExchangeLab lab = new ExchangeLab();

    public EwsSimulator exchange() {
        return lab.exchange;
    }

    public EwsMailbox mailbox() {
        return lab.mailbox;
    }

    public static CalendarStores stores() {
        return ExchangeLab.stores("pass", LoginAttempts.UNCOUNTED);
    }

    public static CalendarStores stores(Secrets secrets) {
        return ExchangeLab.stores(secrets, LoginAttempts.UNCOUNTED);
    }

    public CalendarAccount account() {
        return account(lab.exchange.url());
    }

    /** Of the same mailbox in another process. */
    public static CalendarAccount account(String url) {
        return ExchangeLab.account(url, CalendarAccount.Scheme.BASIC, "CORP\\svc");
    }

    @Override public void close() {
        lab.close();
    }
}

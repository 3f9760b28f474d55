package org.mailferry.calendarsync.ews;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.kernel.Secret;

/** What proves who we are, and whom we act for. */
record EwsLogin(CalendarAccount account, Secret password) {
    String mailbox() {
        return account.mailbox().text();
    }

    boolean ntlm() {
        return account.scheme() == CalendarAccount.Scheme.NTLM;
    }

    /** For the schemes that prove each request. */
    String authorization() {
        if (account.scheme() == CalendarAccount.Scheme.BEARER) {
            return "Bearer " + password.reveal();
        }
        return "Basic " + Base64.getEncoder().encodeToString((account.login() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8));
    }

    /** A server's words without what it may repeat of ours. */
    String hide(String words) {
        String header = authorization();
        return words.replace(header.substring(header.indexOf(' ') + 1), "•••").replace(password.reveal(), "•••");
    }
}

package org.mailferry.cli.sync;

import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;

/** The name of a pair of mailboxes in the ledger: the same servers, logins and naming of folders give the same name again. */
final class MailboxKey {
    private MailboxKey() {}

    static MailboxId of(MailAccount source, MailAccount target, String naming) {
        String digest = Sha256.hex(String.join("\n", side(source), side(target), naming)).substring(0, 24);
        return MailboxId.of(new PlanName("sync-" + digest), address(source));
    }

    /** Whether it is reached by TLS or not, it is the same server. */
    private static String side(MailAccount account) {
        MailEndpoint endpoint = account.endpoint();
        int port = endpoint.port() == 993 ? 143 : endpoint.port();
        return endpoint.host().toLowerCase(java.util.Locale.ROOT) + ":" + port + "\n" + account.login();
    }

    private static EmailAddress address(MailAccount account) {
        try {
            return EmailAddress.parse(account.login());
        } catch (IllegalArgumentException e) {
            // A login such as DOMAIN\anna: the digest tells mailboxes apart, this is for the eye.
            return EmailAddress.parse(account.login().replaceAll("[^A-Za-z0-9._+-]", "_").replaceAll("^(.{0,200}).*", "$1") + "@login");
        }
    }
}

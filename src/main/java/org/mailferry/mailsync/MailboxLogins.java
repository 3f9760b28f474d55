package org.mailferry.mailsync;

import java.time.Clock;
import java.util.Optional;
import org.mailferry.kernel.MailAccount;
import org.springframework.stereotype.Component;

/** Tries logins, before anybody relies on them. */
@Component
public class MailboxLogins {
    private final MailStores stores;
    private final MailsyncSettings settings;
    private final Clock clock;

    public MailboxLogins(MailStores stores, MailsyncSettings settings, Clock clock) {
        this.stores = stores;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Logs in and looks at the inbox.
     *
     * @return why the server refuses; empty when it lets us in
     * @throws org.mailferry.kernel.MigrationException when it could not be found out
     */
    public Optional<String> refusal(MailAccount account) {
        try (MailStore store = stores.open(account, Deadline.in(clock, settings.slice(), settings.grace()))) {
            store.status("INBOX");
            return Optional.empty();
        } catch (LoginRefusedException | FolderRefusedException e) {
            return Optional.of(e.getMessage());
        }
    }
}

package org.mailferry.plan.roster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.RosterEntry;

/** A plan's mailboxes as entries of a roster, with the passwords that are needed to open them, or without any. */
public final class PlannedRoster {
    private final Optional<Secrets> secrets;

    /** @param secrets empty for a roster without passwords */
    public PlannedRoster(Optional<Secrets> secrets) {
        this.secrets = secrets;
    }

    /** @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when a password is not where the plan says */
    public List<RosterEntry> entries(List<PlannedMailbox> mailboxes) {
        return mailboxes.stream().map(this::entry).toList();
    }

    private RosterEntry entry(PlannedMailbox mailbox) {
        MailAccount source = mailbox.source();
        Map<String, String> others = new HashMap<>();
        // VK's collectors name the mailbox and the service account in columns of their own (V87, V88).
        source.serviceLogin().ifPresent(service -> {
            others.put("collector_login", source.login());
            others.put("collector_username", service);
        });
        return new RosterEntry(0, mailbox.sourceAddress(), mailbox.targetAddress(), login(source), mailbox.target().login(), password(source),
            mailbox.target().mode() == CredentialMode.OWN_PASSWORD ? password(mailbox.target()) : Optional.empty(), mailbox.givenName(),
            mailbox.familyName(), others);
    }

    private Optional<Secret> password(MailAccount account) {
        return secrets.map(found -> found.resolve(account.password()));
    }

    /** In the one line that products without a service login know. */
    private static String login(MailAccount account) {
        return switch (account.mode()) {
            case MASTER_USER -> account.login() + "*" + account.serviceLogin().orElseThrow();
            case EXCHANGE_DELEGATE -> account.serviceLogin().orElseThrow() + "/" + account.login();
            default -> account.login();
        };
    }
}

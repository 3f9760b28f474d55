package org.mailferry.directory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;

/** Accounts of the target that the directory knows nothing of, and addresses that two of them claim. */
final class ExtraFindings {
    private final Planned plan;
    private final Owners owners;
    private final Set<EmailAddress> planned = new HashSet<>();

    ExtraFindings(Planned plan, Owners owners) {
        this.plan = plan;
        this.owners = owners;
        plan.people().forEach(person -> planned.add(person.target()));
    }

    void of(List<ListedAccount> accounts, List<Finding> findings) {
        Map<EmailAddress, EmailAddress> holders = new HashMap<>(accounts.size() * 4);
        for (ListedAccount account : accounts) {
            EmailAddress address = account.address();
            if (!planned.contains(address) && !owners.knows(address) && !plan.serviceLogins().contains(address)) {
                findings.add(account.open()
                    ? new Finding(Finding.Kind.EXTRA_ON_TARGET, address.text(), address
                        + " is open on the target and in no entry of the directory. Block it if its owner has left; waive it if it is wanted.")
                    : new Finding(Finding.Kind.BLOCKED_EXTRA, address.text(), address + " is on the target, blocked, and in no entry of the directory."));
            }
            claim(address, address, holders, findings);
            account.aliases().forEach(alias -> claim(alias, address, holders, findings));
        }
    }

    private static void claim(EmailAddress address, EmailAddress account, Map<EmailAddress, EmailAddress> holders, List<Finding> findings) {
        EmailAddress other = holders.putIfAbsent(address, account);
        if (other != null && !other.equals(account)) {
            String both = account.key().compareTo(other.key()) < 0 ? account + " and " + other : other + " and " + account;
            findings.add(new Finding(Finding.Kind.ADDRESS_TAKEN, address.text(), address + " belongs to two accounts of the target, " + both
                + ". Take it away from one of them."));
        }
    }
}

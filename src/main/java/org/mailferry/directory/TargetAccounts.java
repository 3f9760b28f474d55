package org.mailferry.directory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;

/** The target's accounts by their own address and by their aliases. */
record TargetAccounts(Map<EmailAddress, ListedAccount> byAddress, Map<EmailAddress, ListedAccount> byAlias) {

    static TargetAccounts of(List<ListedAccount> accounts) {
        Map<EmailAddress, ListedAccount> byAddress = new HashMap<>(accounts.size() * 2);
        Map<EmailAddress, ListedAccount> byAlias = new HashMap<>(accounts.size() * 2);
        accounts.forEach(account -> {
            byAddress.putIfAbsent(account.address(), account);
            account.aliases().forEach(alias -> byAlias.putIfAbsent(alias, account));
        });
        return new TargetAccounts(byAddress, byAlias);
    }

    Optional<ListedAccount> find(EmailAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** Which other account mail to the address would reach, by address or alias. */
    Optional<ListedAccount> holder(EmailAddress address, EmailAddress except) {
        ListedAccount primary = byAddress.get(address);
        ListedAccount holder = primary == null ? byAlias.get(address) : primary;
        return Optional.ofNullable(holder).filter(account -> !account.address().equals(except));
    }
}

package org.mailferry.target;

import java.util.List;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.Sha256;

/** Everything that a migration needs on the platform. What the platform holds beyond it is left alone. @param domains the first one is the organisation's own */
public record DesiredTarget(List<MailDomain> domains, List<DesiredAccount> accounts, List<DesiredList> lists, List<DesiredResource> resources) {
    public DesiredTarget {
        domains = List.copyOf(domains);
        accounts = List.copyOf(accounts);
        lists = List.copyOf(lists);
        resources = List.copyOf(resources);
    }

    /** Of everything in it, in its order; passwords are references here and their values no part of it. */
    public String sha256() {
        return Sha256.hex(toString());
    }
}

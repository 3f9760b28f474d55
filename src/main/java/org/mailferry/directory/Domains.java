package org.mailferry.directory;

import java.util.Collection;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;

/** Which addresses are the plan's business. */
final class Domains {
    private Domains() {}

    /** Exchange's own attributes may hold addresses whose domain part is no domain name: those belong to nobody's plan. */
    static boolean holds(Collection<MailDomain> domains, EmailAddress address) {
        try {
            return domains.contains(address.domain());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

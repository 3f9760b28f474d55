package org.mailferry.mailflow;

import java.util.Optional;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.PlanName;

/** Remembers the highest TTL of each domain's MX records. */
public interface TtlHistory {
    Optional<HighTtl> of(PlanName plan, MailDomain domain);

    /** Replaces what was remembered. */
    void remember(PlanName plan, MailDomain domain, HighTtl ttl);
}

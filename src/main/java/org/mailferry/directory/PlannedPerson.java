package org.mailferry.directory;

import java.util.List;
import org.mailferry.kernel.EmailAddress;

/**
 * What the plan says about one mailbox.
 *
 * @param aliases that its account will have on the target
 * @param moved whether its owner works on the target already
 */
public record PlannedPerson(EmailAddress source, EmailAddress target, String wave, String givenName, String familyName,
                            List<EmailAddress> aliases, boolean moved) {
    public PlannedPerson {
        aliases = List.copyOf(aliases);
    }
}

package org.mailferry.mailflow;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.PlanName;

/**
 * One message that proves a route: handed in at {@code smtp}, expected in {@code expectedIn}.
 *
 * @param route for people, for example {@code target in}
 * @param login whose login hands it in where the server wants one; never used on a connection without TLS
 * @param wrongPlace a mailbox where it must not arrive, but is looked for to say so
 * @param avoids host names that its way must not lead through
 */
public record Probe(PlanName plan, String route, MailEndpoint smtp, Optional<MailAccount> login, EmailAddress sender, EmailAddress recipient,
                    MailAccount expectedIn, Optional<MailAccount> wrongPlace, List<String> avoids) {
    /** Marks our messages, whoever looks at them. */
    public static final String HEADER = "X-Mailferry-Probe";

    public Probe {
        avoids = List.copyOf(avoids);
    }
}

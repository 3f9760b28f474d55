package org.mailferry.mailflow;

import java.util.List;
import org.mailferry.kernel.MailDomain;

/**
 * The names that a MyOffice installation serves (N49, with {@code pbm} for the misprinted {@code pbn} of X9) and its SRV records (N50).
 *
 * @param module {@code domain_module} of its inventory: {@code {service}.{domain}} and the like (N30)
 */
public record ServiceNames(MailDomain domain, String module) {
    private static final List<String> PREFIXES = List.of("admin", "autoconfig", "cab", "imap", "mail", "pbm", "psnapi", "smtp");
    private static final String INSIDE_ONLY = "psnapi";

    /** @param target one of these hosts: the guide names the domain itself for {@code _carddavs}, and the mail host serves it as well */
    public record Srv(String service, int port, List<String> targets) {}

    public String host(String service) {
        return module.replace("{service}", service).replace("{domain}", domain.text());
    }

    public List<String> hosts() {
        return PREFIXES.stream().map(this::host).toList();
    }

    /** Whether the name need not be known outside. */
    boolean insideOnly(String host) {
        return host.equals(host(INSIDE_ONLY));
    }

    public List<Srv> srv() {
        return List.of(new Srv("_caldavs._tcp", 443, List.of(host("mail"))), new Srv("_carddavs._tcp", 443, List.of(domain.text(), host("mail"))),
            new Srv("_imap._tcp", 143, List.of(host("imap"))), new Srv("_imaps._tcp", 993, List.of(host("imap"))),
            new Srv("_smtps._tcp", 465, List.of(host("smtp"))), new Srv("_submission._tcp", 587, List.of(host("smtp"))),
            new Srv("_submissions._tcp", 465, List.of(host("smtp"))));
    }
}

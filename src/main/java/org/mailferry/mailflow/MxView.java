package org.mailferry.mailflow;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Service;

/** The MX records of a domain on every server, each asked on its own, so that who lags behind is known by name. */
@Service
public final class MxView {
    private final NameServers names;

    public MxView(NameServers names) {
        this.names = names;
    }

    /** One sighting a server, in the order of {@code servers}. A server that does not answer is a sighting with a problem. */
    public List<MxSighting> look(List<NameServer> servers, MailDomain domain) {
        return servers.stream().map(server -> look(server, domain)).toList();
    }

    private MxSighting look(NameServer server, MailDomain domain) {
        try {
            DnsAnswer answer = names.ask(server, domain.text(), DnsAnswer.Kind.MX);
            Set<MailExchanger> exchangers = answer.values().stream().map(MailExchanger::parse).collect(Collectors.toSet());
            return new MxSighting(server, domain, exchangers, answer.ttlSeconds(), answer.authoritative(), serial(server, domain), problem(answer, domain));
        } catch (MigrationException e) {
            return new MxSighting(server, domain, Set.of(), 0, false, "", e.getMessage());
        }
    }

    private String serial(NameServer server, MailDomain domain) {
        return String.join("", names.ask(server, domain.text(), DnsAnswer.Kind.SOA).values());
    }

    private static String problem(DnsAnswer answer, MailDomain domain) {
        return switch (answer.status()) {
            case FOUND -> "";
            case NO_RECORD -> domain + " has no MX record";
            case NO_NAME -> domain + " does not exist";
            case DECLINED -> "does not answer for " + domain;
        };
    }
}

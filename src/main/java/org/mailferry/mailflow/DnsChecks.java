package org.mailferry.mailflow;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.MailDomain;
import org.springframework.stereotype.Service;

/** What the name servers must show before mail flow is touched, and after. */
@Service
public final class DnsChecks {
    private static final String ROW = "T1";

    private final NameServers names;

    public DnsChecks(NameServers names) {
        this.names = names;
    }

    /** Green when every server shows the same MX records. */
    public CheckResult mx(MailDomain domain, List<MxSighting> sightings) {
        String seen = text(sightings);
        boolean blind = sightings.stream().anyMatch(sighting -> !sighting.seen());
        boolean differ = sightings.stream().map(MxSighting::exchangers).distinct().count() > 1;
        String verdict = blind ? "Not every name server shows the MX of " + domain + ": " : differ ? "The name servers disagree on " + domain + ": " : "";
        return new CheckResult("mx:" + domain, ROW, verdict.isEmpty() ? Status.GREEN : Status.RED, verdict + seen);
    }

    /** One result a host: whether each of its addresses may send mail of the domain. {@code host} is a name or an address. */
    public List<CheckResult> spf(MailDomain domain, Collection<String> hosts, List<NameServer> servers) {
        AnyNameServer dns = new AnyNameServer(names, servers);
        return hosts.stream().map(host -> spf(domain, host, dns)).toList();
    }

    private static CheckResult spf(MailDomain domain, String host, AnyNameServer dns) {
        List<InetAddress> addresses = addresses(host, dns);
        List<String> refused = new ArrayList<>();
        for (InetAddress address : addresses) {
            SpfVerdict verdict = new SpfEvaluator(dns).check(address, domain.text());
            if (!verdict.passes()) {
                refused.add(address.getHostAddress() + " is " + verdict.result() + " by " + verdict.why());
            }
        }
        String id = "spf:" + domain + ":" + host;
        if (addresses.isEmpty()) {
            return new CheckResult(id, ROW, Status.RED, host + " has no address: no name server of the plan knows it");
        }
        return refused.isEmpty() ? new CheckResult(id, ROW, Status.GREEN, host + " may send mail of " + domain)
            : new CheckResult(id, ROW, Status.RED, host + " may not send mail of " + domain + ": " + String.join("; ", refused)
                + ". Add the host to the SPF record before both servers send");
    }

    private static List<InetAddress> addresses(String host, AnyNameServer dns) {
        return IpRange.address(host).map(List::of).orElseGet(() -> Stream.of(DnsAnswer.Kind.A, DnsAnswer.Kind.AAAA)
            .flatMap(kind -> dns.apply(host, kind).values().stream()).flatMap(text -> IpRange.address(text).stream()).toList());
    }

    /** Why the domain's mail does not go to exactly these hosts everywhere yet, empty when it does. */
    public static Optional<String> notEverywhere(Set<String> hosts, List<MxSighting> sightings) {
        Set<String> wanted = hosts.stream().map(MailExchanger::hostName).collect(Collectors.toSet());
        List<MxSighting> behind = sightings.stream().filter(sighting -> !sighting.seen() || !sighting.hosts().equals(wanted)).toList();
        return behind.isEmpty() ? Optional.empty() : Optional.of(text(behind));
    }

    static String text(List<MxSighting> sightings) {
        return sightings.stream().map(MxSighting::text).collect(Collectors.joining("; "));
    }
}

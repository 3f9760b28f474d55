package org.mailferry.mailflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailflow.Listeners.Protocol;
import org.mailferry.mailflow.Listeners.TlsStart;
import org.springframework.stereotype.Service;

/** Meets every mail port of both sides as a client would, TLS included, and looks at the ports that the target's guide wants open. */
@Service
public final class PortChecks {
    public static final String PREFIX = "port:";
    private static final List<Integer> WELL_KNOWN_IMAP = List.of(143, 993);
    /** 80 and 2525 are looked at without TLS. */
    private static final Map<Integer, TlsStart> TLS = Map.of(443, TlsStart.AT_ONCE, 636, TlsStart.AT_ONCE, 465, TlsStart.AT_ONCE, 993, TlsStart.AT_ONCE,
        1993, TlsStart.AT_ONCE, 143, TlsStart.AFTER_IMAP_STARTTLS, 25, TlsStart.AFTER_SMTP_STARTTLS, 587, TlsStart.AFTER_SMTP_STARTTLS);

    private final Listeners listeners;

    public PortChecks(Listeners listeners) {
        this.listeners = listeners;
    }

    public List<CheckResult> of(MailServers servers) {
        List<CheckResult> results = new ArrayList<>();
        results.add(greet("source IMAP", servers.sourceImap(), Protocol.IMAP));
        results.add(smtp("source", servers.sourceSmtp()));
        results.add(greet("target IMAP", servers.targetImap(), Protocol.IMAP));
        results.add(smtp("target", servers.targetSmtp()));
        servers.guidePorts().ifPresent(guide -> results.addAll(guide(servers.targetImap(), guide)));
        return results;
    }

    private CheckResult greet(String name, MailEndpoint endpoint, Protocol protocol) {
        ListenerFinding finding = listeners.greet(endpoint, protocol);
        return new CheckResult(PREFIX + endpoint, "V26", status(finding.good()), name + " " + endpoint + " (" + endpoint.security() + ") " + finding.text());
    }

    private CheckResult smtp(String side, Optional<MailEndpoint> endpoint) {
        return endpoint.map(smtp -> greet(side + " SMTP", smtp, Protocol.SMTP)).orElseGet(() -> new CheckResult(PREFIX + side + "-smtp", "V26", Status.GREEN,
            "There is no SMTP server of the " + side + " in the plan: its port was not looked at, and no probes are sent through it"));
    }

    private List<CheckResult> guide(MailEndpoint imap, MailServers.GuidePorts guide) {
        if (!WELL_KNOWN_IMAP.contains(imap.port())) {
            return List.of(new CheckResult(PREFIX + imap.host(), guide.row(), Status.GREEN, "The target's IMAP port is " + imap.port()
                + ", not one of the guide's: the guide's ports " + guide.ports() + " were not looked at"));
        }
        return guide.ports().stream().map(port -> guide(imap.host(), port, guide.row())).toList();
    }

    private CheckResult guide(String host, int port, String row) {
        ListenerFinding open = listeners.knock(host, port);
        Optional<TlsVersions> tls = Optional.ofNullable(TLS.get(port)).filter(start -> open.good()).map(start -> listeners.versions(host, port, start));
        boolean good = open.good() && tls.map(TlsVersions::good).orElse(true);
        return new CheckResult(PREFIX + host + ":" + port + ":open", row, status(good), "Port " + port + " of " + host
            + " (wanted open by the target's guide) " + tls.map(TlsVersions::text).orElse(open.text()));
    }

    private static Status status(boolean good) {
        return good ? Status.GREEN : Status.RED;
    }
}

package org.mailferry.mailflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Service;

/** Whether every name server shows the names and SRV records of the new installation. Each server is asked on its own. */
@Service
public final class ServiceNameChecks {
    private final NameServers names;

    public ServiceNameChecks(NameServers names) {
        this.names = names;
    }

    /** One result a name (N49): an address on every server, the same on all. */
    public List<CheckResult> addresses(ServiceNames services, List<NameServer> servers) {
        return services.hosts().stream().map(host -> address(services, host, servers)).toList();
    }

    /** One result a service (N50): target and port on every server. */
    public List<CheckResult> srv(ServiceNames services, List<NameServer> servers) {
        return services.srv().stream().map(srv -> srv(services, srv, servers)).toList();
    }

    private CheckResult address(ServiceNames services, String host, List<NameServer> servers) {
        Map<NameServer, String> seen = new LinkedHashMap<>();
        servers.forEach(server -> seen.put(server, answer(server, host, DnsAnswer.Kind.A)));
        List<String> without = seen.entrySet().stream().filter(entry -> !isFound(entry.getValue())).map(entry -> entry.getKey() + " " + entry.getValue()).toList();
        Set<String> shown = seen.values().stream().filter(ServiceNameChecks::isFound).collect(Collectors.toSet());
        String id = "name:" + host;
        if (shown.size() > 1) {
            return new CheckResult(id, "N49", Status.RED, "The name servers disagree on " + host + ": " + text(seen));
        }
        if (!without.isEmpty() && !(services.insideOnly(host) && !shown.isEmpty())) {
            return new CheckResult(id, "N49", Status.RED, host + " needs an A record to the installation's proxy: " + String.join("; ", without));
        }
        return new CheckResult(id, "N49", Status.GREEN, host + " is " + String.join("", shown)
            + (without.isEmpty() ? " on every name server" : ", and only inside, as it should be"));
    }

    private CheckResult srv(ServiceNames services, ServiceNames.Srv srv, List<NameServer> servers) {
        String name = srv.service() + "." + services.domain();
        List<String> wrong = new ArrayList<>();
        for (NameServer server : servers) {
            String seen = answer(server, name, DnsAnswer.Kind.SRV);
            boolean right = isFound(seen) && java.util.Arrays.stream(seen.split(", ")).anyMatch(record -> fits(record, srv));
            if (!right) {
                wrong.add(server + " " + (isFound(seen) ? "shows " + seen : seen));
            }
        }
        String wanted = name + " " + srv.port() + " " + srv.targets().get(0);
        return wrong.isEmpty() ? new CheckResult("srv:" + name, "N50", Status.GREEN, wanted + " is on every name server")
            : new CheckResult("srv:" + name, "N50", Status.RED, "Wanted is " + wanted + ": " + String.join("; ", wrong));
    }

    private static boolean fits(String record, ServiceNames.Srv srv) {
        String[] parts = record.split(" ");
        return parts.length == 4 && parts[2].equals(String.valueOf(srv.port())) && srv.targets().contains(parts[3]);
    }

    private static boolean isFound(String seen) {
        return !seen.startsWith("has no") && !seen.startsWith("does not");
    }

    private String answer(NameServer server, String name, DnsAnswer.Kind kind) {
        try {
            DnsAnswer answer = names.ask(server, name, kind);
            return switch (answer.status()) {
                case FOUND -> String.join(", ", answer.values());
                case NO_RECORD, NO_NAME -> "has no " + kind + " record";
                case DECLINED -> "does not answer for it";
            };
        } catch (MigrationException e) {
            return "does not answer";
        }
    }

    private static String text(Map<NameServer, String> seen) {
        return seen.entrySet().stream().map(entry -> entry.getKey() + " shows " + entry.getValue()).collect(Collectors.joining("; "));
    }
}

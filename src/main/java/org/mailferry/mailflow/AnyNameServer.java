package org.mailferry.mailflow;

import java.util.List;
import java.util.function.BiFunction;
import org.mailferry.kernel.MigrationException;

/** Asks the servers in turn until one answers for the name: authoritative servers know only their zones, resolvers know the rest. */
final class AnyNameServer implements BiFunction<String, DnsAnswer.Kind, DnsAnswer> {
    private final NameServers names;
    private final List<NameServer> servers;

    AnyNameServer(NameServers names, List<NameServer> servers) {
        this.names = names;
        this.servers = List.copyOf(servers);
    }

    @Override public DnsAnswer apply(String name, DnsAnswer.Kind kind) {
        for (NameServer server : servers) {
            try {
                DnsAnswer answer = names.ask(server, name, kind);
                if (answer.status() != DnsAnswer.Status.DECLINED) {
                    return answer;
                }
            } catch (MigrationException silent) {
                // The next server may know; that this one is silent is a finding of the MX check.
            }
        }
        return DnsAnswer.without(DnsAnswer.Status.DECLINED, false);
    }
}

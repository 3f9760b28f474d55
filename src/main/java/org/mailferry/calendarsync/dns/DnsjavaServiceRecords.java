package org.mailferry.calendarsync.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.ServiceRecords;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks one resolver after the other until one answers, past every cache of ours. */
@Component
final class DnsjavaServiceRecords implements ServiceRecords {
    private static final int DNS_PORT = 53;

    private final CalendarsyncSettings settings;

    DnsjavaServiceRecords(CalendarsyncSettings settings) {
        this.settings = settings;
    }

    @Override public List<Service> services(String name) {
        return ask(name, Type.SRV, SRVRecord.class).filter(found -> !found.getTarget().equals(Name.root))
            .map(found -> new Service(found.getPriority(), found.getWeight(), found.getPort(), found.getTarget().toString(true).toLowerCase(Locale.ROOT)))
            .sorted(Comparator.comparingInt(Service::priority).thenComparing(Comparator.comparingInt(Service::weight).reversed())
                .thenComparing(Service::host)).toList();
    }

    @Override public List<String> texts(String name) {
        return ask(name, Type.TXT, TXTRecord.class).map(found -> String.join("", found.getStrings())).sorted().toList();
    }

    private <T extends Record> Stream<T> ask(String name, int type, Class<T> kind) {
        Message query = Message.newQuery(Record.newRecord(absolute(name), type, DClass.IN));
        List<InetSocketAddress> servers = servers();
        @Nullable Exception last = null;
        for (InetSocketAddress server : servers) {
            try {
                Message reply = send(server, query);
                if (reply.getRcode() == Rcode.NOERROR || reply.getRcode() == Rcode.NXDOMAIN) {
                    return reply.getSection(Section.ANSWER).stream().filter(kind::isInstance).map(kind::cast);
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw MigrationException.transientFailure("No name server answers for " + name + ": " + servers, last);
    }

    /** By UDP, and once more by TCP when nothing came back. */
    private Message send(InetSocketAddress server, Message query) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(settings.dnsTimeout());
        try {
            return resolver.send(query);
        } catch (IOException lost) {
            resolver.setTCP(true);
            return resolver.send(query);
        }
    }

    private List<InetSocketAddress> servers() {
        return settings.nameServers().isEmpty() ? ResolverConfig.getCurrentConfig().servers()
            : settings.nameServers().stream().map(DnsjavaServiceRecords::address).toList();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new InetSocketAddress(text, DNS_PORT) : new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw MigrationException.permanent("'" + name + "' is not a name that DNS knows", e);
        }
    }
}

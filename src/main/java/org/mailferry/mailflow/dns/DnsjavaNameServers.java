package org.mailferry.mailflow.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.DnsAnswer;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.NameServers;
import org.springframework.stereotype.Component;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Sends messages to the server itself. {@code Lookup} is never used: its cache is static, and a second look at a dead server
 * "succeeds" from it.
 */
@Component
class DnsjavaNameServers implements NameServers {
    private final MailflowSettings settings;

    DnsjavaNameServers(MailflowSettings settings) {
        this.settings = settings;
    }

    @Override public DnsAnswer ask(NameServer server, String name, DnsAnswer.Kind kind) {
        int type = Type.value(kind.name());
        Message query = Message.newQuery(Record.newRecord(absolute(name), type, DClass.IN));
        return answer(send(server, query), type);
    }

    /** By UDP, and once more by TCP when nothing came back: a datagram may get lost on the way. */
    private Message send(NameServer server, Message query) {
        SimpleResolver resolver = resolver(server);
        try {
            return resolver.send(query);
        } catch (IOException lost) {
            resolver.setTCP(true);
            try {
                return resolver.send(query);
            } catch (IOException e) {
                throw MigrationException.transientFailure("Name server " + server + " does not answer", e);
            }
        }
    }

    private SimpleResolver resolver(NameServer server) {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw MigrationException.permanent("The host of name server " + server + " is unknown");
        }
        SimpleResolver resolver = new SimpleResolver(address);
        resolver.setTimeout(settings.dnsTimeout());
        return resolver;
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw MigrationException.permanent("'" + name + "' is not a name that DNS knows", e);
        }
    }

    private static DnsAnswer answer(Message reply, int type) {
        boolean authoritative = reply.getHeader().getFlag(Flags.AA);
        int rcode = reply.getRcode();
        if (rcode == Rcode.NXDOMAIN) {
            return DnsAnswer.without(DnsAnswer.Status.NO_NAME, authoritative);
        }
        if (rcode != Rcode.NOERROR) {
            return DnsAnswer.without(DnsAnswer.Status.DECLINED, authoritative);
        }
        List<Record> records = reply.getSection(Section.ANSWER).stream().filter(found -> found.getType() == type).toList();
        if (!records.isEmpty()) {
            long ttl = records.stream().mapToLong(Record::getTTL).min().orElse(0);
            return DnsAnswer.found(authoritative, records.stream().map(DnsjavaNameServers::text).distinct().toList(), ttl);
        }
        // An authoritative server answers a name of somebody else's zone with a referral: no error, no answer, not authoritative.
        boolean referral = !authoritative && !reply.getHeader().getFlag(Flags.RA);
        return DnsAnswer.without(referral ? DnsAnswer.Status.DECLINED : DnsAnswer.Status.NO_RECORD, authoritative);
    }

    private static String text(Record found) {
        if (found instanceof MXRecord mx) {
            return mx.getPriority() + " " + plain(mx.getTarget());
        }
        if (found instanceof TXTRecord txt) {
            return String.join("", txt.getStrings());
        }
        if (found instanceof SOARecord soa) {
            return Long.toString(soa.getSerial());
        }
        if (found instanceof SRVRecord srv) {
            return srv.getPriority() + " " + srv.getWeight() + " " + srv.getPort() + " " + plain(srv.getTarget());
        }
        if (found instanceof PTRRecord ptr) {
            return plain(ptr.getTarget());
        }
        if (found instanceof CNAMERecord alias) {
            return plain(alias.getTarget());
        }
        if (found instanceof ARecord a) {
            return a.getAddress().getHostAddress();
        }
        return ((AAAARecord) found).getAddress().getHostAddress();
    }

    private static String plain(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}

package org.mailferry.lab.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The records of one zone, changed while name servers answer from it. Every change raises the SOA's serial number. Answers are
 * authoritative; names outside the zone are refused (RFC 1035 §4.3.1).
 */
public final class Zone {
    private final Name origin;
    private final List<Record> records = new ArrayList<>();
    private long ttlSeconds;
    private long serial = 1;

    public Zone(String origin, long ttlSeconds) {
        this.origin = name(origin);
        this.ttlSeconds = ttlSeconds;
    }

    public synchronized Zone a(String host) {
        return replace(new ARecord(name(host), DClass.IN, ttlSeconds, InetAddress.getLoopbackAddress()));
    }

    public synchronized Zone mx(String domain, String host) {
        return replace(new MXRecord(name(domain), DClass.IN, ttlSeconds, 10, name(host)));
    }

    public synchronized Zone txt(String host, String text) {
        return replace(new TXTRecord(name(host), DClass.IN, ttlSeconds, text));
    }

    public synchronized Zone srv(String service, String host, int port) {
        return replace(new SRVRecord(name(service), DClass.IN, ttlSeconds, 0, 1, port, name(host)));
    }

    public synchronized Zone ns(String host) {
        return replace(new NSRecord(origin, DClass.IN, ttlSeconds, name(host)));
    }

    /** The zone as it is now, for a server that lags behind. */
    public synchronized Zone copy() {
        Zone copy = new Zone(origin.toString(), ttlSeconds);
        copy.records.addAll(records);
        copy.serial = serial;
        return copy;
    }

    /** Takes away all records of the name. */
    public synchronized void remove(String host) {
        records.removeIf(record -> record.getName().equals(name(host)));
        serial++;
    }

    public synchronized long ttlSeconds() {
        return ttlSeconds;
    }

    /** The TTL of every record, now and later. */
    public synchronized void ttl(long seconds) {
        ttlSeconds = seconds;
        records.replaceAll(record -> withTtl(record, seconds));
        serial++;
    }

    /** The answer to a request, both in wire form. @throws IOException when the request is none */
    synchronized byte[] answer(byte[] request) throws IOException {
        Message query = new Message(request);
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        if (question == null || query.getHeader().getOpcode() != Opcode.QUERY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
            return answer.toWire();
        }
        answer.addRecord(question, Section.QUESTION);
        if (query.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        if (!question.getName().subdomain(origin)) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return answer.toWire();
        }
        fill(answer, question);
        return answer.toWire();
    }

    private void fill(Message answer, Record question) {
        answer.getHeader().setFlag(Flags.AA);
        List<Record> named = new ArrayList<>(records.stream().filter(record -> record.getName().equals(question.getName())).toList());
        if (question.getName().equals(origin)) {
            named.add(soa());
        }
        named.stream().filter(record -> question.getType() == Type.ANY || record.getType() == question.getType())
            .forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            answer.addRecord(soa(), Section.AUTHORITY);
            answer.getHeader().setRcode(named.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
        }
    }

    private Record soa() {
        return new SOARecord(origin, DClass.IN, ttlSeconds, name("ns1." + origin), name("hostmaster." + origin), serial, 3_600, 600, 86_400, 60);
    }

    /** One record of a name and type at a time; name servers are the exception: each is added. */
    private Zone replace(Record next) {
        records.removeIf(record -> record.getName().equals(next.getName()) && record.getType() == next.getType() && (next.getType() != Type.NS || record.equals(next)));
        records.add(next);
        serial++;
        return this;
    }

    private static Record withTtl(Record record, long seconds) {
        return Record.newRecord(record.getName(), record.getType(), DClass.IN, seconds, record.rdataToWireCanonical());
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not a domain name", e);
        }
    }
}

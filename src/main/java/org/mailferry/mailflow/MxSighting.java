package org.mailferry.mailflow;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailDomain;

/**
 * The MX records of a domain as one server shows them.
 *
 * @param serial the zone's serial number as this server has it, empty when it does not say
 * @param problem why there are no records to judge, empty when there are
 */
public record MxSighting(NameServer server, MailDomain domain, Set<MailExchanger> exchangers, long ttlSeconds, boolean authoritative,
                         String serial, String problem) {
    public MxSighting {
        exchangers = Collections.unmodifiableSet(new TreeSet<>(exchangers));
    }

    public boolean seen() {
        return problem.isEmpty();
    }

    public Set<String> hosts() {
        return exchangers.stream().map(MailExchanger::host).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The records as a snapshot keeps them: {@code 10 mx1.corp.test, 20 mx2.corp.test}. */
    public String records() {
        return exchangers.stream().map(MailExchanger::toString).collect(Collectors.joining(", "));
    }

    /** For example {@code 192.0.2.1:53 shows MX 10 mx.corp.test (TTL 300 s, serial 7)}. */
    public String text() {
        if (!seen()) {
            return server + ": " + problem;
        }
        return server + " shows MX " + records() + " (TTL " + ttlSeconds + " s" + (serial.isEmpty() ? "" : ", serial " + serial) + ")";
    }
}

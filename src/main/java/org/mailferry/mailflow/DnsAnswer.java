package org.mailferry.mailflow;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one server said about one name.
 *
 * @param values sorted, because servers answer in any order: {@code MX} as {@code 10 mx.corp.test}, {@code SOA} as its serial number,
 *     {@code TXT} with its strings joined, {@code SRV} as {@code 0 0 993 imap.corp.test} (priority, weight, port, target), names in lower case
 *     without the final dot
 * @param ttlSeconds the smallest of the records; 0 without records
 */
public record DnsAnswer(Status status, boolean authoritative, Set<String> values, long ttlSeconds) {
    /** {@code DECLINED}: the server does not answer for this name (REFUSED, SERVFAIL and the like). */
    public enum Status { FOUND, NO_RECORD, NO_NAME, DECLINED }

    public enum Kind { A, AAAA, MX, TXT, SOA, SRV, PTR, CNAME }

    public DnsAnswer {
        values = Collections.unmodifiableSet(new TreeSet<>(values));
    }

    public static DnsAnswer found(boolean authoritative, Collection<String> values, long ttlSeconds) {
        return new DnsAnswer(Status.FOUND, authoritative, Set.copyOf(values), ttlSeconds);
    }

    public static DnsAnswer without(Status status, boolean authoritative) {
        return new DnsAnswer(status, authoritative, Set.of(), 0);
    }
}

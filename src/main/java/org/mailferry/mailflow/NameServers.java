package org.mailferry.mailflow;

/** Asks one name server at a time, past every cache of ours. */
public interface NameServers {
    /**
     * What this server says now; recursion is wished for, so a resolver answers too.
     *
     * @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when the server does not answer, {@code PERMANENT} when
     *     the name is none or the server's host is unknown
     */
    DnsAnswer ask(NameServer server, String name, DnsAnswer.Kind kind);
}

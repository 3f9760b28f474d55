package org.mailferry.calendarsync;

import java.util.List;

/** What DNS says about a domain's services. */
public interface ServiceRecords {
    /** A server by RFC 2782. {@code host} has no final dot. */
    record Service(int priority, int weight, int port, String host) {}

    /**
     * Sorted by priority, then weight, highest first; empty when there is none, or "." says that there is none.
     *
     * @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when no name server answers
     */
    List<Service> services(String name);

    /** Strings of each TXT record joined. Empty and exceptions as in {@link #services}. */
    List<String> texts(String name);
}

package org.mailferry.mailsync;

import java.util.List;

/** How the mail servers are used now, for people. Only reads. */
@FunctionalInterface
public interface ServerLoads {
    /** All servers that were ever connected to, by name. */
    List<ServerLoad> loads();
}

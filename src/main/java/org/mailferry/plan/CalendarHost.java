package org.mailferry.plan;

import java.util.List;
import org.mailferry.kernel.HostKey;
import org.mailferry.kernel.SecretReference;

/**
 * The target's host whose scripts carry calendars, and who logs in there over SSH.
 *
 * @param hostKeys by which the host is known
 * @param scripts the folder of the scripts
 * @param terminal whether scripts get a terminal
 * @param secret a private key, or a password
 */
public record CalendarHost(String host, int port, List<HostKey> hostKeys, String scripts, boolean terminal, String login, boolean byKey, SecretReference secret) {
    public CalendarHost {
        hostKeys = List.copyOf(hostKeys);
    }

    @Override public String toString() {
        return host + ":" + port;
    }
}

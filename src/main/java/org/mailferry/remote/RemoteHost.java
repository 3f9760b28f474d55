package org.mailferry.remote;

import java.util.List;
import org.mailferry.kernel.HostKey;
import org.mailferry.kernel.SecretReference;

/**
 * A host that takes commands, and who logs in there.
 *
 * @param hostKeys the keys it may show; none: it is never trusted, and the refusal tells the key that it showed
 * @param proof what {@code secret} is
 */
public record RemoteHost(String address, int port, List<HostKey> hostKeys, String login, Proof proof, SecretReference secret) {
    public enum Proof {
        PASSWORD,
        /** A private key as {@code ssh-keygen} writes it, without a passphrase; a {@code file:} reference names the whole file. */
        PRIVATE_KEY
    }

    public RemoteHost {
        hostKeys = List.copyOf(hostKeys);
        if (address.isBlank() || login.isBlank()) {
            throw new IllegalArgumentException("A host for commands needs an address and a login");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " of " + address + " is not between 1 and 65535");
        }
    }

    @Override public String toString() {
        return address + ":" + port;
    }
}

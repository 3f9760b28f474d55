package org.mailferry.mailflow;

/** A name server that is asked on its own, authoritative or resolver. */
public record NameServer(String host, int port) {
    private static final int DOMAIN = 53;

    public NameServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A name server needs a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " of name server " + host + " is not between 1 and 65535");
        }
    }

    /** @param text {@code host}, {@code host:port}, {@code [v6]:port} or a bare IPv6 address; without a port it is 53 */
    public static NameServer parse(String text) {
        String server = text.strip();
        int colon = server.lastIndexOf(':');
        boolean bareV6 = server.indexOf(':') != colon && !server.contains("]");
        if (colon < 0 || bareV6 || server.endsWith("]")) {
            return new NameServer(unbracketed(server), DOMAIN);
        }
        try {
            return new NameServer(unbracketed(server.substring(0, colon)), Integer.parseInt(server.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a name server (expected host:port)", e);
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

package org.mailferry.mailsync;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mailferry.realserver.CourierServer;
import org.mailferry.realserver.CyrusServer;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapServer;
import org.mailferry.realserver.ImapTalk;

/** Three kinds of server, each with the layout that it is known for. */
final class RealSides implements AutoCloseable {
    /** A server with its prefix and separator. */
    record Side(String kind, ImapServer server, String prefix, String separator) {
        String name(String path) {
            return path.equals("INBOX") ? path : prefix + path.replace("/", separator);
        }

        Map<String, List<String>> mail(String login) {
            try (ImapTalk talk = server.talk(login)) {
                return RealFerry.mail(talk, prefix, separator);
            }
        }

        @Override public String toString() {
            return kind;
        }
    }

    /** Every kind stands once on either side. */
    record Pair(Side source, Side target) {
        @Override public String toString() {
            return source + " to " + target;
        }
    }

    private final Side dovecot = new Side("Dovecot", DovecotServer.start(DovecotServer.Layout.PLAIN.with("mail_fsync = never")), "", "/");
    private final Side cyrus = new Side("Cyrus", CyrusServer.start(CyrusServer.Layout.SLASHED), "", "/");
    private final Side courier = new Side("Courier", CourierServer.start(), "INBOX.", ".");

    List<Pair> pairs() {
        return List.of(new Pair(dovecot, cyrus), new Pair(cyrus, courier), new Pair(courier, dovecot));
    }

    List<Side> all() {
        return List.of(dovecot, cyrus, courier);
    }

    /** From that one to each kind, its own too. */
    List<Pair> pairsFrom(Side source) {
        return all().stream().map(target -> new Pair(source, target)).toList();
    }

    @Override public void close() {
        Arrays.asList(dovecot, cyrus, courier).forEach(side -> side.server().close());
    }
}

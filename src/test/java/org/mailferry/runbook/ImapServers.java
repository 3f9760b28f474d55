package org.mailferry.runbook;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.mailferry.realserver.DovecotServer;

/**
 * The two servers of a migration. By default two Dovecots of the test's own; with {@code -Dmailferry.it.source=HOST:PORT},
 * {@code .target}, {@code .master=USER:PASSWORD} and {@code .mailboxes=A,B,...} those that somebody started and filled.
 */
final class ImapServers implements AutoCloseable {
    private static final String OWN_MAILBOXES = "ivanov@corp.test,petrova@corp.test,sidorov@corp.test,orlova@corp.test,smirnov@corp.test,director@corp.test";

    private final DovecotServer source;
    private final DovecotServer target;
    private final String given = System.getProperty("mailferry.it.source", "");

    ImapServers() {
        source = given.isEmpty() ? DovecotServer.start(DovecotServer.Layout.PLAIN) : null;
        target = given.isEmpty() ? DovecotServer.start(DovecotServer.Layout.PLAIN) : null;
    }

    boolean own() {
        return given.isEmpty();
    }

    List<String> mailboxes() {
        return Arrays.asList(System.getProperty("mailferry.it.mailboxes", OWN_MAILBOXES).split(","));
    }

    int sourcePort() {
        return own() ? source.port() : port(given);
    }

    int targetPort() {
        return own() ? target.port() : port(System.getProperty("mailferry.it.target"));
    }

    String master() {
        return own() ? DovecotServer.MASTER_USER : System.getProperty("mailferry.it.master").split(":", 2)[0];
    }

    String masterPassword() {
        return own() ? DovecotServer.MASTER_PASSWORD : System.getProperty("mailferry.it.master").split(":", 2)[1];
    }

    Store open(int port, String mailbox) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", "10000");
        properties.put("mail.imap.timeout", "60000");
        Store store = Session.getInstance(properties).getStore("imap");
        store.connect("127.0.0.1", port, mailbox + "*" + master(), masterPassword());
        return store;
    }

    @Override public void close() {
        if (own()) {
            source.close();
            target.close();
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}

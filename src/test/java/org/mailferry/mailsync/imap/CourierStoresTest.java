package org.mailferry.mailsync.imap;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.mailsync.FolderPath;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.realserver.CourierServer;
import org.mailferry.realserver.DovecotServer;

class CourierStoresTest extends MailStoresContract {
    private static CourierServer server;
    private static final AtomicInteger MAILBOXES = new AtomicInteger();

    private final String login = "user" + MAILBOXES.incrementAndGet() + "@corp.test";

    @BeforeAll static void start() {
        server = CourierServer.start();
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override MailStores stores(MailsyncSettings settings) {
        return new ImapMailStores(reference -> Secret.of(reference.name().equals("WRONG") ? "wrong-one" : DovecotServer.USER_PASSWORD), settings);
    }

    @Override MailAccount account() {
        return server.mailbox(login);
    }

    @Override MailAccount wrongPassword() {
        return new MailAccount(account().endpoint(), CredentialMode.OWN_PASSWORD, login, Optional.empty(), SecretReference.parse("env:WRONG"));
    }

    /** Nothing beyond the Basic Multilingual Plane. */
    @Override List<FolderPath> oddPaths() {
        return List.of(FolderPath.of("Quote\"s and \\ backslash"), FolderPath.of("50% *"));
    }
}

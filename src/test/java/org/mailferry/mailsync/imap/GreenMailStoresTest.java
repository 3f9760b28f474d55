package org.mailferry.mailsync.imap;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;

/** A server without CONDSTORE, NAMESPACE and LIST-EXTENDED. */
class GreenMailStoresTest extends MailStoresContract {
    private final GreenMail server = started();

    private static GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        server.setUser("anna@corp.test", "anna@corp.test", "right-one");
        return server;
    }

    @AfterEach void stop() {
        server.stop();
    }

    @Override MailStores stores(MailsyncSettings settings) {
        return new ImapMailStores(reference -> Secret.of(reference.name().equals("RIGHT") ? "right-one" : "wrong-one"), settings);
    }

    @Override MailAccount account() {
        return account("RIGHT");
    }

    @Override MailAccount wrongPassword() {
        return account("WRONG");
    }

    @Override boolean keepsEightBitHeaders() {
        return false;
    }

    @Override boolean servesParts() {
        return false;
    }

    private MailAccount account(String secret) {
        return new MailAccount(MailEndpoint.of("127.0.0.1", server.getImap().getPort(), TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD,
            "anna@corp.test", Optional.empty(), SecretReference.parse("env:" + secret));
    }
}

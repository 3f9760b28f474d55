package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.lab.imap.LabMailServer;
import org.mailferry.mailsync.imap.ImapForTests;

/** The demo's target must pass what preparation asks of a real one. */
class LabRoundTripTest {
    @Test void theLabsServerKeepsNamesAndMessages() {
        try (LabMailServer lab = LabMailServer.start()) {
            lab.account("petrov@corp.test", "petrov@corp.test", "secret");
            MailAccount petrov = new MailAccount(MailEndpoint.of("127.0.0.1", lab.imapPort(), TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD,
                "petrov@corp.test", Optional.empty(), SecretReference.parse("env:PETROV"));
            MailStores stores = ImapForTests.stores(reference -> Secret.of("secret"), MailsyncSettings.defaults());
            RoundTrip.Result result = new RoundTrip(stores, MailsyncSettings.defaults(), Clock.systemUTC()).run(petrov);
            assertThat(result.problems()).isEmpty();
            assertThat(lab.folders("petrov@corp.test")).allMatch(name -> !name.contains(RoundTrip.PREFIX));
        }
    }
}

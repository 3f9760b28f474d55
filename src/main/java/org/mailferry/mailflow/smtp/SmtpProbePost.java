package org.mailferry.mailflow.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbePost;
import org.springframework.stereotype.Component;

@Component
class SmtpProbePost implements ProbePost {
    private final SmtpPost post;
    private final Secrets secrets;
    private final Clock clock;

    SmtpProbePost(MailflowSettings settings, Secrets secrets, Clock clock) {
        this.post = new SmtpPost(settings);
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override public void send(Probe probe, String messageId) {
        Session session = post.session(probe.smtp(), probe.sender());
        try {
            post.send(session, probe.smtp(), login(probe), message(session, probe, messageId));
        } catch (MessagingException e) {
            throw MigrationException.permanent("The probe for " + probe.recipient() + " could not be written: " + e.getMessage(), e);
        }
    }

    /** Only modes that SMTP knows as well, and only where nobody can listen in; inner servers take mail for their own users without. */
    private Optional<SmtpPost.Login> login(Probe probe) {
        if (probe.smtp().security() == TransportSecurity.PLAIN) {
            return Optional.empty();
        }
        return probe.login().filter(account -> account.mode() == CredentialMode.OWN_PASSWORD || account.mode() == CredentialMode.MASTER_USER)
            .map(this::login);
    }

    private SmtpPost.Login login(MailAccount account) {
        return new SmtpPost.Login(account.userName(), secrets.resolve(account.password()));
    }

    private MimeMessage message(Session session, Probe probe, String messageId) throws MessagingException {
        MimeMessage message = new IdentifiedMessage(session, messageId);
        message.setFrom(new InternetAddress(probe.sender().text()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(probe.recipient().text()));
        message.setSubject("Mail flow probe");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader(Probe.HEADER, probe.plan().text());
        // Keeps out-of-office replies away (RFC 3834 §5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText("Mailferry sends this message to see whether mail arrives. It is removed by itself.\r\n", "us-ascii");
        return message;
    }
}

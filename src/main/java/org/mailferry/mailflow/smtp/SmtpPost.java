package org.mailferry.mailflow.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.mailflow.MailflowSettings;

/** One message over one connection. A password goes only over TLS. */
final class SmtpPost {
    /** Who hands in. */
    record Login(String name, Secret password) {}

    private final MailflowSettings settings;

    SmtpPost(MailflowSettings settings) {
        this.settings = settings;
    }

    Session session(MailEndpoint smtp, EmailAddress envelopeSender) {
        Properties properties = MailSession.properties("smtp", smtp, settings);
        properties.put("mail.smtp.from", envelopeSender.text());
        // Once the message is taken, a connection lost at QUIT is no failure.
        properties.put("mail.smtp.quitwait", "false");
        return Session.getInstance(properties);
    }

    /** @throws MigrationException with the server's reply */
    void send(Session session, MailEndpoint smtp, Optional<Login> login, MimeMessage message) {
        try (Transport transport = session.getTransport("smtp")) {
            String name = login.map(Login::name).orElse(null);
            String password = login.map(Login::password).map(Secret::reveal).orElse(null);
            transport.connect(smtp.host(), smtp.port(), name, password);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw MigrationException.permanent("SMTP server " + smtp + " refuses the login of " + login.map(Login::name).orElse("nobody"), e);
        } catch (MessagingException e) {
            throw failure(smtp, e);
        }
    }

    private static MigrationException failure(MailEndpoint smtp, MessagingException e) {
        String reply = reply(e);
        if (returnCode(e) >= 500) {
            return MigrationException.permanent("SMTP server " + smtp + " refuses the message: " + reply, e);
        }
        return MigrationException.transientFailure("SMTP server " + smtp + " did not take the message: " + reply, e);
    }

    /** The innermost exception has the server's words; the outer ones say only that addresses were invalid. */
    private static String reply(MessagingException e) {
        Exception innermost = e;
        while (innermost instanceof MessagingException messaging && messaging.getNextException() != null) {
            innermost = messaging.getNextException();
        }
        return String.valueOf(innermost.getMessage()).strip();
    }

    private static int returnCode(MessagingException e) {
        int code = 0;
        for (Exception at = e; at instanceof MessagingException messaging; at = messaging.getNextException()) {
            if (at instanceof SMTPAddressFailedException refused) {
                code = Math.max(code, refused.getReturnCode());
            }
            if (at instanceof SMTPSendFailedException failed) {
                code = Math.max(code, failed.getReturnCode());
            }
            if (at instanceof SMTPSenderFailedException refused) {
                code = Math.max(code, refused.getReturnCode());
            }
        }
        return code;
    }
}

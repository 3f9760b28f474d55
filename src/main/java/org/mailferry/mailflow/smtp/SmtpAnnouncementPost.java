package org.mailferry.mailflow.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.mailflow.AnnouncementPost;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.NotifySettings;
import org.springframework.stereotype.Component;

@Component
class SmtpAnnouncementPost implements AnnouncementPost {
    private final SmtpPost post;
    private final NotifySettings notify;
    private final Secrets secrets;
    private final Clock clock;

    SmtpAnnouncementPost(MailflowSettings settings, NotifySettings notify, Secrets secrets, Clock clock) {
        this.post = new SmtpPost(settings);
        this.notify = notify;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override public void send(String messageId, List<EmailAddress> recipients, String subject, String text) {
        Session session = post.session(notify.smtp(), notify.sender());
        try {
            MimeMessage message = new IdentifiedMessage(session, messageId);
            message.setFrom(new InternetAddress(notify.sender().text()));
            for (EmailAddress recipient : recipients) {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient.text()));
            }
            // A line break in a name from the model or a form would start a header of its own.
            message.setSubject(subject.replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setText(text, StandardCharsets.UTF_8.name());
            post.send(session, notify.smtp(), login(), message);
        } catch (MessagingException e) {
            throw MigrationException.permanent("The announcement could not be written: " + e.getMessage(), e);
        }
    }

    private Optional<SmtpPost.Login> login() {
        return notify.login().isBlank() ? Optional.empty()
            : Optional.of(new SmtpPost.Login(notify.login(), secrets.resolve(SecretReference.parse(notify.password()))));
    }
}

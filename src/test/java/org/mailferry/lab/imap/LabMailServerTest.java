package org.mailferry.lab.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabMailServerTest {
    private static final byte[] LETTER = "From: a@romashka.test\r\nSubject: =?UTF-8?B?0KfQsNC5?=\r\n\r\nline\r\n\r\n.dot\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Instant LONG_AGO = Instant.parse("2016-02-29T08:15:30Z");

    private final LabMailServer source = LabMailServer.start();
    private final LabMailServer target = LabMailServer.start();

    @AfterEach void stop() {
        source.close();
        target.close();
    }

    @Test void keepsLettersToTheByteWithFlagsDateAndCyrillicFolder() throws MessagingException {
        source.account("anna@romashka.test", "anna", "right");

        source.append("anna@romashka.test", "Склад.Переезд", LETTER, Set.of("\\Seen", "$Label1"), LONG_AGO);

        assertThat(source.folders("anna@romashka.test")).contains("INBOX", "Склад", "Склад.Переезд");
        assertThat(source.letters("anna@romashka.test", "Склад.Переезд")).singleElement().satisfies(letter -> {
            assertThat(letter.bytes()).isEqualTo(LETTER);
            assertThat(letter.flags()).contains("\\Seen", "$Label1");
            assertThat(letter.received()).isEqualTo(LONG_AGO);
        });
        try (Store store = login("anna", "right"); Folder folder = store.getFolder("Склад.Переезд")) {
            folder.open(Folder.READ_ONLY);
            assertThat(folder.getMessage(1).getReceivedDate()).isEqualTo(LONG_AGO);
        }
    }

    /** The hour that the server behind gets wrong. */
    @Test void keepsTheDateOfALetterAppendedOverImapAtNoon() throws MessagingException {
        source.account("anna@romashka.test", "anna", "right");
        Date noon = Date.from(Instant.parse("2021-06-05T12:44:02Z"));
        try (Store store = login("anna", "right")) {
            MimeMessage letter = new MimeMessage(null, new ByteArrayInputStream(LETTER)) {
                @Override public Date getReceivedDate() {
                    return noon;
                }
            };
            ((IMAPFolder) store.getFolder("INBOX")).appendMessages(new Message[] {letter});
        }

        assertThat(source.letters("anna@romashka.test", "INBOX")).singleElement().satisfies(letter -> {
            assertThat(letter.received()).isEqualTo(noon.toInstant());
            assertThat(letter.bytes()).isEqualTo(LETTER);
        });
    }

    @Test void aChangedPasswordKeepsThePersonOut() throws MessagingException {
        source.account("anna@romashka.test", "anna", "right");
        login("anna", "right").close();

        source.account("anna@romashka.test", "anna", "changed");

        assertThatThrownBy(() -> login("anna", "right")).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test void forwardsToTheOtherServerOnceTold() throws MessagingException {
        source.account("anna@romashka.test", "anna", "x");
        target.account("anna@romashka.test", "anna", "y");
        send("anna@romashka.test");
        assertThat(source.letters("anna@romashka.test", "INBOX")).hasSize(1);

        source.forward("anna@romashka.test", target);
        send("anna@romashka.test");

        assertThat(source.letters("anna@romashka.test", "INBOX")).hasSize(1);
        assertThat(target.letters("anna@romashka.test", "INBOX")).hasSize(1);
    }

    @Test void refusesStrangersAndMakesNoAccountForThem() {
        assertThatThrownBy(() -> send("nobody@romashka.test")).isInstanceOf(MessagingException.class);

        assertThat(source.hasAccount("nobody@romashka.test")).isFalse();
    }

    private Store login(String user, String password) throws MessagingException {
        Store store = Session.getInstance(timeouts()).getStore("imap");
        store.connect("127.0.0.1", source.imapPort(), user, password);
        return store;
    }

    private void send(String to) throws MessagingException {
        Properties properties = timeouts();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", source.smtpPort());
        MimeMessage message = new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(LETTER));
        Transport.send(message, InternetAddress.parse(to));
    }

    private static Properties timeouts() {
        Properties properties = new Properties();
        for (String protocol : new String[] {"imap", "smtp"}) {
            properties.put("mail." + protocol + ".connectiontimeout", "5000");
            properties.put("mail." + protocol + ".timeout", "5000");
        }
        return properties;
    }
}

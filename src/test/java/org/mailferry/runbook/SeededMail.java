package org.mailferry.runbook;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;

/**
 * Mail with the traps of real mailboxes, the same for the same seed: Cyrillic folders and subjects, raw 8-bit headers, messages
 * without Message-ID, true twins, different messages under one Message-ID, keywords, attachments, dates over a decade, and folders
 * that a migration leaves out (V48).
 */
final class SeededMail {
    static final List<String> COPIED_FOLDERS = List.of("INBOX", "Отправленные", "Проекты/2024/Отчёты", "Archive & more", "Пустая");
    static final List<String> LEFT_OUT_FOLDERS = List.of("Черновики", "Contacts");

    private static final DateTimeFormatter RFC_5322 = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private final Session session = Session.getInstance(new Properties());
    private final Random random;

    SeededMail(long seed) {
        this.random = new Random(seed);
    }

    /** Puts {@code perFolder} messages into each folder but the empty one. */
    void fill(Store store, String mailbox, int perFolder) throws MessagingException {
        for (String name : COPIED_FOLDERS) {
            fillFolder(store, mailbox, name, name.equals("Пустая") ? 0 : perFolder);
        }
        for (String name : LEFT_OUT_FOLDERS) {
            fillFolder(store, mailbox, name, 2);
        }
    }

    /** Mail that arrives later. */
    void append(Store store, String mailbox, String name, int messages) throws MessagingException {
        fillFolder(store, mailbox, name, messages);
    }

    private void fillFolder(Store store, String mailbox, String name, int messages) throws MessagingException {
        Folder folder = store.getFolder(name);
        if (!folder.exists()) {
            folder.create(Folder.HOLDS_MESSAGES | Folder.HOLDS_FOLDERS);
        }
        folder.setSubscribed(true);
        List<byte[]> written = new ArrayList<>();
        for (int number = 0; number < messages; number++) {
            boolean twin = number > 0 && number % 7 == 0;
            byte[] bytes = twin ? written.get(random.nextInt(written.size())) : message(mailbox, name, number);
            written.add(bytes);
            folder.appendMessages(new Message[] {dated(bytes, number)});
        }
    }

    private MimeMessage dated(byte[] bytes, int number) throws MessagingException {
        Instant received = Instant.parse("2013-03-01T08:00:00Z").plusSeconds(random.nextInt(300_000_000));
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(bytes)) {
            @Override public Date getReceivedDate() {
                return Date.from(received);
            }
        };
        message.setFlag(Flags.Flag.SEEN, number % 2 == 0);
        message.setFlag(Flags.Flag.FLAGGED, number % 5 == 0);
        message.setFlag(Flags.Flag.ANSWERED, number % 3 == 0);
        if (number % 4 == 0) {
            message.setFlags(new Flags("$Label1"), true);
        }
        return message;
    }

    private byte[] message(String mailbox, String folder, int number) {
        StringBuilder text = new StringBuilder();
        text.append("From: =?UTF-8?B?").append(base64("Пётр Петров")).append("?= <petrov@corp.test>\r\n");
        text.append("To: <").append(mailbox).append(">\r\n");
        text.append("Date: ").append(RFC_5322.format(Instant.EPOCH.plusSeconds(1_400_000_000L + random.nextInt(200_000_000)).atOffset(ZoneOffset.ofHours(3)))).append("\r\n");
        text.append(number % 6 == 1 ? "Subject: Отчёт без кодирования " + number : "Subject: =?UTF-8?B?" + base64("Отчёт № " + number) + "?=").append("\r\n");
        if (number % 5 != 2) {
            String id = number % 11 == 3 ? "repeated" : folder.hashCode() + "." + number + "." + random.nextInt(1_000_000);
            text.append("Message-ID: <").append(id).append("@corp.test>\r\n");
        }
        text.append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        text.append("Добрый день!\r\n\r\nСообщение ").append(number).append(" в папке ").append(folder).append(".\r\n");
        int lines = number % 13 == 5 ? 3_000 : random.nextInt(60);
        for (int line = 0; line < lines; line++) {
            text.append("Строка ").append(random.nextInt(1_000_000)).append(" — данные отчёта за период.\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

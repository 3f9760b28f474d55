package org.mailferry.mailflow.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.NotifySettings;
import org.mailferry.mailflow.TaskDesk;
import org.mailferry.mailflow.TaskMail;
import org.mailferry.mailflow.TaskMailDispatch;
import org.mailferry.mailflow.TaskMailOutbox;

class TaskMailDispatchTest {
    private static final Instant NOW = Instant.parse("2026-12-24T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final MailflowSettings SETTINGS = new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMinutes(5));

    private final GreenMail server = new GreenMail(setup());
    private final NotedOutbox outbox = new NotedOutbox();
    private final Desk desk = new Desk();

    @BeforeEach void start() {
        server.start();
    }

    @AfterEach void stop() {
        server.stop();
    }

    @Test void mailNamesTheTaskAndLeadsToIt() throws Exception {
        outbox.due.add(mail("t-42", "Fenster genehmigen – Окно"));
        dispatch(server.getSmtp().getPort()).sendDue();
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("[Mailferry] Fenster genehmigen – Окно: corp/first");
        assertThat(message.getContent().toString()).contains("Plan:  corp").contains("About: corp/first")
            .contains("https://ferry.corp.test/camunda/app/tasklist/default/#/?task=t-42");
        assertThat(message.getMessageID()).isEqualTo("<mailferry-task.t-42.7@corp.test>");
        assertThat(outbox.notes).containsExactly("sent t-42");
    }

    @Test void lineBreakInANameStartsNoHeader() throws Exception {
        outbox.due.add(mail("t1", "Approve\r\nBcc: mallory@evil.test"));
        dispatch(server.getSmtp().getPort()).sendDue();
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
    }

    @Test void doneTaskIsNotAnnounced() {
        desk.waiting = false;
        outbox.due.add(mail("t1", "Approve"));
        dispatch(server.getSmtp().getPort()).sendDue();
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(outbox.notes).containsExactly("outdated t1");
    }

    @Test void deadServerPutsMailOffAndLosesNone() {
        outbox.due.add(mail("t1", "Approve"));
        outbox.due.add(mail("t2", "Approve"));
        dispatch(1).sendDue();
        assertThat(outbox.notes).hasSize(2).allMatch(note -> note.contains("failed") && note.endsWith("until 2026-12-24T12:01:00Z"));
    }

    @Test void unknownAddressSaysWhereToPutOne() {
        desk.addresses = List.of();
        outbox.due.add(mail("t1", "Approve"));
        dispatch(server.getSmtp().getPort()).sendDue();
        assertThat(outbox.notes.get(0)).contains("people.addresses");
    }

    private TaskMailDispatch dispatch(int port) {
        NotifySettings notify = new NotifySettings(true, "127.0.0.1", port, TransportSecurity.PLAIN, "", "", "", "mailferry@corp.test",
            "https://ferry.corp.test/", Map.of(), Duration.ofSeconds(15));
        return new TaskMailDispatch(outbox, desk, new SmtpAnnouncementPost(SETTINGS, notify, reference -> Secret.of("none"), CLOCK), notify, CLOCK);
    }

    private static TaskMail mail(String taskId, String name) {
        return new TaskMail(7, taskId, name, TaskMail.Kind.GROUP, "change-managers", "corp", "corp/first", 1);
    }

    private static ServerSetup setup() {
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        smtp.setServerStartupTimeout(10_000);
        return smtp;
    }

    private static final class Desk implements TaskDesk {
        private boolean waiting = true;
        private List<EmailAddress> addresses = List.of(EmailAddress.parse("changes@corp.test"));

        @Override public boolean waiting(String taskId) {
            return waiting;
        }

        @Override public List<EmailAddress> addresses(TaskMail mail) {
            return addresses;
        }
    }

    private static final class NotedOutbox implements TaskMailOutbox {
        private final List<TaskMail> due = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        @Override public void add(TaskMail mail, Instant at) {}

        @Override public List<TaskMail> claim(String node, Instant now, Duration lease, int limit) {
            return List.copyOf(due);
        }

        @Override public void sent(TaskMail mail, String node, Instant at) {
            notes.add("sent " + mail.taskId());
        }

        @Override public void outdated(TaskMail mail, String node) {
            notes.add("outdated " + mail.taskId());
        }

        @Override public void failed(TaskMail mail, String node, String problem, Instant nextTry) {
            notes.add(mail.taskId() + " failed: " + problem + " until " + nextTry);
        }
    }
}

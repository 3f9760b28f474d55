package org.mailferry.lab.ews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;
import org.mailferry.realserver.InstalledServer;

/** The simulator as exchangelib sees it, a client that nobody here wrote. */
class ExchangelibTest {
    private static final String MOSCOW = "Russian Standard Time";
    private final EwsSimulator ews = new EwsSimulator(Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC));
    private final EwsMailbox ivanov = ews.addMailbox("ivanov@corp.test", "Иванов Иван");

    @BeforeEach void start() {
        ews.addImpersonatingLogin("svc", Secret.of("pass")).addLogin("CORP\\ivanov", Secret.of("own"), "ivanov@corp.test").start();
    }

    @AfterEach void stop() {
        ews.close();
    }

    private void series() {
        EwsItem series = ivanov.calendar().put(EwsEvent.titled("Планёрка").uid("series-1").at(LocalDateTime.parse("2026-09-01T10:00:00"),
            LocalDateTime.parse("2026-09-01T11:00:00"), MOSCOW).weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 5))
            .attendee("Петров", "petrov@corp.test", "Accept"));
        series.deleteOccurrence(2);
        series.changeOccurrence(3, "<CalendarItem><Start>2026-09-15T09:00:00Z</Start><End>2026-09-15T10:00:00Z</End><Subject>Планёрка позже</Subject></CalendarItem>");
        ivanov.calendar().put(EwsEvent.titled("Отпуск").uid("holiday-1").days(LocalDate.parse("2026-09-10"), 3, MOSCOW)
            .file("приказ.txt", "text/plain", "Отпуск".getBytes(UTF_8)));
    }

    @Test void readsItemsWithTheirSeriesAndFiles() throws Exception {
        series();
        assertThat(run("svc", "pass", "read")).containsExactly(
            "item Отпуск Single 2026-09-10 holiday-1 True 0",
            "mime Отпуск True",
            "attachment Отпуск приказ.txt b'\\xd0\\x9e\\xd1\\x82\\xd0\\xbf\\xd1\\x83\\xd1\\x81\\xd0\\xba'",
            "item Планёрка RecurringMaster 2026-09-01 10:00:00+03:00 series-1 False 1",
            "mime Планёрка True",
            "modified Планёрка 2026-09-15 10:00:00+03:00 2026-09-15 12:00:00+03:00",
            "deleted Планёрка 2026-09-08 10:00:00+03:00",
            "recurrence Планёрка WeeklyPattern NumberedPattern");
        assertThat(ews.calls()).allMatch(call -> call.mailbox().equals("ivanov@corp.test") && call.login().equals("svc"));
        assertThat(ews.invitations()).isEmpty();
    }

    @Test void looksAtInstancesAndOccurrences() throws Exception {
        series();
        assertThat(run("svc", "pass", "view")).containsExactly(
            "instance Планёрка Occurrence 2026-09-01 10:00:00+03:00",
            "instance Отпуск Single 2026-09-10",
            "instance Планёрка позже Exception 2026-09-15 12:00:00+03:00",
            "instance Планёрка Occurrence 2026-09-22 10:00:00+03:00",
            "instance Планёрка Occurrence 2026-09-29 10:00:00+03:00",
            "occurrence Планёрка Occurrence 2026-09-22 10:00:00+03:00",
            "deleted",
            "first 2026-09-01 10:00:00+03:00");
    }

    @Test void writesAndIsSeenToInvite() throws Exception {
        assertThat(run("svc", "pass", "write")).containsExactly("created True True", "changed 2026-09-02 12:00:00+03:00 Переговорная 1. Итоги", "left ['С участником']");
        assertThat(ews.invitations()).containsExactly(new EwsInvitation("CreateItem", "ivanov@corp.test", "С участником", "SendToAllAndSaveCopy", 1));
    }

    @Test void followsChangesByState() throws Exception {
        for (int i = 0; i < 5; i++) {
            ivanov.calendar().put(EwsEvent.titled("Event " + i).at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), MOSCOW));
        }
        assertThat(run("svc", "pass", "sync")).containsExactly("first 5", "then ['delete', 'update']", "quiet []", "refused");
    }

    @Test void isToldOfTrouble() throws Exception {
        ivanov.calendar().put(EwsEvent.titled("good\u001b").at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), MOSCOW));
        ivanov.calendar().put(EwsEvent.titled("bad").at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), MOSCOW)).trouble("ErrorItemCorrupt");
        ews.faults().next("FindItem", EwsFault.busy(Duration.ofSeconds(7)));
        assertThat(run("svc", "pass", "trouble")).containsExactly("busy 7.0", "good 'good' bad ErrorItemCorrupt");
    }

    @Test void findsTheCalendarsByEitherWayToLogIn() throws Exception {
        ivanov.addCalendar("Проект");
        assertThat(run("svc", "pass", "folders")).containsExactly("calendars ['Проект']", "zones 14");
        assertThat(run("CORP\\ivanov", "own", "own")).containsExactly("calendars ['Проект']", "zones 14");
        ews.ntlmOnly();
        assertThat(run("svc", "pass", "ntlm")).containsExactly("calendars ['Проект']", "zones 14");
    }

    private List<String> run(String login, String password, String step) throws IOException, InterruptedException {
        Path python = InstalledServer.require("python3");
        if (!Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/exchangelib"))) {
            InstalledServer.require("python3-exchangelib"); // no program: it says that the package is missing
        }
        Path script = Path.of("src/test/resources/ews/exchangelib_client.py").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(python.toString(), script.toString(), ews.url(), login, password, "ivanov@corp.test", step).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}

package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.calendarsync.caldav.CalDavForTests;
import org.mailferry.calendarsync.ews.EwsForTests;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.lab.Lab;
import org.mailferry.lab.LabForTests;
import org.mailferry.lab.story.Story.Person;

/** The demo's calendars, from its old server to its new one. */
class LabCalendarsTest {
    @TempDir static Path directory;

    private final Lab lab = Lab.start(directory, Clock.systemUTC(), Pacer.SLEEPING);
    private final CalendarStores stores = new RoutedCalendarStores(Map.of(CalendarAccount.Protocol.EWS, EwsForTests.stores(LabCalendarsTest::read),
        CalendarAccount.Protocol.CALDAV, CalDavForTests.stores(LabCalendarsTest::read)));
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(TestDatabase.h2(), Clock.systemUTC());
    private final CalendarSync sync = new CalendarSync(stores, ledger, Clock.systemUTC());

    @AfterEach void close() {
        lab.close();
    }

    @Test void everybodysCalendarsArriveInstanceByInstanceAndNobodyIsTold() {
        for (Person person : lab.story().people()) {
            EmailAddress address = EmailAddress.parse(lab.story().address(person));
            CalendarJob job = new CalendarJob(MailboxId.parse("romashka/" + address.text()), old(address), target(address), CalendarPolicy.CAREFUL);
            CalendarSliceResult result = sync.slice(job, CalendarPass.COPY, Duration.ofSeconds(30));

            assertThat(result.caughtUp()).as("%s: %s", person.login(), result).isTrue();
            assertThat(instances(job.target())).as(person.login()).isEqualTo(instances(job.source())).isNotEmpty();
            assertThat(ledger.findings(job.mailbox())).filteredOn(finding -> finding.kind() != CalendarFinding.Kind.REMARK).isEmpty();
        }
        assertThat(lab.calendars().messages()).isEmpty();
        assertThat(lab.exchange().invitations()).isEmpty();
        assertThat(text("m.romashkina")).contains("RECURRENCE-ID", "EXDATE", "ATTENDEE");
        assertThat(text("p.volkov")).as("Moscow was four hours ahead").contains("DTSTART:20120315T060000Z");
        assertThat(text("j.carter")).as("a zone of their own").contains("TZOFFSETTO:+0530");
        assertThat(text("e.morozova")).contains("CLASS:PRIVATE");
        assertThat(lab.calendars().items("v.sokolov@romashka.test")).containsKey("Командировки");
    }

    @Test void theProbeFindsSilenceUntilTheNewServerIsMadeToInvite() {
        EmailAddress decoy = LabForTests.decoy(lab);
        ProbePair pair = new ProbePair(target(LabForTests.probe(lab)), target(decoy));
        assertThat(new SilenceProbe(stores, Clock.systemUTC()).write(pair, "first")).isEqualTo(new ProbeRound(List.of(), List.of()));
        assertThat(new SilenceProbe(stores, Clock.systemUTC()).handOver(pair, "second")).isEqualTo(new ProbeRound(List.of(), List.of()));
        assertThat(lab.target().letters(decoy.text(), "INBOX")).isEmpty();

        lab.calendars().invitesRegardless(true);
        new SilenceProbe(stores, Clock.systemUTC()).write(pair, "third");

        assertThat(lab.target().letters(decoy.text(), "INBOX")).isNotEmpty()
            .allSatisfy(letter -> assertThat(new String(letter.bytes(), java.nio.charset.StandardCharsets.US_ASCII)).contains("From: " + pair.probe().login(), "text/calendar"));
    }

    private CalendarAccount old(EmailAddress address) {
        return new CalendarAccount(address, CalendarAccount.Protocol.EWS, Optional.of(lab.exchange().url()), CalendarAccount.Scheme.NTLM, LabForTests.SERVICE_LOGIN,
            LabForTests.servicePassword(lab), true);
    }

    private CalendarAccount target(EmailAddress address) {
        SecretReference password = LabForTests.password(lab, address);
        lab.calendars().account(address.text(), read(password));
        return new CalendarAccount(address, CalendarAccount.Protocol.CALDAV, Optional.of(lab.calendars().url()), CalendarAccount.Scheme.BASIC, address.text(), password);
    }

    /** By UID, as somebody who had no part in making the texts sees them. */
    private Map<String, List<String>> instances(CalendarAccount account) {
        CalendarStore store = stores.open(account);
        Map<String, List<String>> seen = new TreeMap<>();
        for (CalendarCollection calendar : store.calendars()) {
            List<String> ids = store.changes(calendar, Optional.empty()).changed().stream().map(ItemVersion::id).toList();
            for (CalendarItem item : store.read(calendar, ids).items()) {
                assertThat(seen.put(calendar.name() + " " + item.uid(), SeenInstances.of(item.lines(), 60))).as(item.uid()).isNull();
            }
        }
        return seen;
    }

    private String text(String login) {
        return String.join("\n", lab.calendars().items(login + "@romashka.test").values().stream().flatMap(List::stream).toList());
    }

    private static Secret read(SecretReference reference) {
        try {
            return Secret.of(Files.readString(Path.of(reference.text().substring("file:".length()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.mailferry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.Sha256;
import org.mailferry.lab.ews.EwsItem;
import org.mailferry.lab.imap.LabMailServer;
import org.mailferry.lab.imap.LabMailServer.StoredLetter;
import org.mailferry.lab.story.Autopilot;
import org.mailferry.lab.story.Cast;
import org.mailferry.lab.story.EngineRest;
import org.mailferry.lab.story.FormAnswers;
import org.mailferry.lab.story.HumanTask;
import org.mailferry.lab.story.Story.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/** A whole migration of the lab's company, its people played over REST. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "mailferry.lab.start-migration=false")
@ActiveProfiles("lab")
@DirtiesContext
class LabIT {
    private static final Logger log = LoggerFactory.getLogger(LabIT.class);

    @Autowired Lab lab;
    @Autowired LabHands hands;
    @Autowired LabFaults faults;
    @Autowired Cast cast;
    @LocalServerPort int port;

    private final List<String> told = new ArrayList<>();

    @Test void thePeopleCarryEveryLetterToTheNewServerAndTheReportSaysSo() {
        Clock clock = Clock.systemUTC();
        EngineRest engine = new EngineRest("http://127.0.0.1:" + port);
        Autopilot autopilot = new Autopilot(engine, cast, this::act, new FormAnswers(clock, Map.of()), clock, Pacer.SLEEPING, Duration.ofMinutes(2), this::tell);

        Autopilot.Ending ending = autopilot.play(autopilot.start(LabPlan.NAME));

        assertThat(ending.reached()).as(ending.problem()).isTrue();
        assertThat(told).as("the mailbox that failed was triaged").anyMatch(line -> line.contains("Triage failed mailboxes [romashka/office] → retry"));
        for (Person person : lab.story().people()) {
            assertThat(lettersOf(lab.target(), person)).as(person.login()).isEqualTo(lettersOf(lab.source(), person)).isNotEmpty();
        }
        assertCalendarsArrived();
        assertThat(engine.page(cast.auditor(), "/report/" + LabPlan.NAME)).contains("the chain holds", "switched", "identical");
    }

    /** Somebody changes his password once the preparation is over; whoever triages puts it right. */
    private void act(HumanTask task) {
        if (task.key().equals("approve-wave") && task.subject().equals("romashka/office")) {
            faults.set("wrong-password", true);
        }
        hands.before(task);
    }

    /** What was entered on the way as well, and nobody was told of anything. */
    private void assertCalendarsArrived() {
        for (Person person : lab.story().people()) {
            assertThat(uidsOnTarget(person)).as("calendars of " + person.login()).isEqualTo(uidsOnSource(person)).hasSizeGreaterThan(1);
        }
        assertThat(lab.calendars().messages()).isEmpty();
        assertThat(lab.exchange().invitations()).isEmpty();
        assertThat(lab.exchange().calls()).noneMatch(call -> call.operation().matches("(Create|Update|Delete)Item"));
    }

    private List<String> uidsOnTarget(Person person) {
        return lab.calendars().items(lab.story().address(person)).values().stream().flatMap(List::stream)
            .map(text -> text.replaceAll("(?s).*?BEGIN:VEVENT.*?\r\nUID:([^\r]*(?:\r\n [^\r]*)*)\r\n.*", "$1").replace("\r\n ", "")).sorted().toList();
    }

    private List<String> uidsOnSource(Person person) {
        return lab.exchange().mailbox(lab.story().address(person)).calendars().stream().flatMap(calendar -> calendar.items().stream()).map(EwsItem::uid).sorted().toList();
    }

    /** Folder, digest, flags and date of every letter that is to move, sorted. */
    private List<String> lettersOf(LabMailServer server, Person person) {
        String address = lab.story().address(person);
        List<String> letters = new ArrayList<>();
        for (String folder : server.folders(address)) {
            for (StoredLetter letter : List.of("Черновики", "Drafts").contains(folder) ? List.<StoredLetter>of() : server.letters(address, folder)) {
                letters.add(folder + " " + Sha256.hex(letter.bytes()) + " " + letter.flags() + " " + letter.received());
            }
        }
        return letters.stream().sorted().toList();
    }

    private void tell(String line) {
        told.add(line);
        log.info("{}", line);
    }
}

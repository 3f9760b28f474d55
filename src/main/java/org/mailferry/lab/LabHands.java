package org.mailferry.lab;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.kernel.Pacer;
import org.mailferry.lab.imap.LabMailServer;
import org.mailferry.lab.story.Correspondence;
import org.mailferry.lab.story.HumanTask;
import org.mailferry.lab.story.Letter;
import org.mailferry.lab.story.OutsideActions;
import org.mailferry.lab.story.Story.Person;

/** What the operators of the lab do outside the runbook: forwards, DNS records, repairs, switching the old server off. */
final class LabHands implements OutsideActions {
    private static final long SHORT_TTL_SECONDS = 5;
    /** A person who is told that caches still hold the old record has a cup of tea. */
    private static final Duration TEA = Duration.ofSeconds(5);

    private final Lab lab;
    private final LabFaults faults;
    private final Clock clock;
    private final Pacer pacer;

    LabHands(Lab lab, LabFaults faults, Clock clock, Pacer pacer) {
        this.lab = lab;
        this.faults = faults;
        this.clock = clock;
        this.pacer = pacer;
    }

    @Override public void before(HumanTask task) {
        switch (task.key()) {
            case "switch-routes" -> people(task).forEach(person -> route(person, true));
            case "restore-routes" -> people(task).forEach(person -> route(person, false));
            case "resolve-checks", "triage-members", "repair-mailbox", "decide-calendars" -> repairEverything();
            case "lower-ttl" -> lowerTtl();
            case "request-window" -> awaitingCutover(task).forEach(this::lifeGoesOn);
            case "switch-flow" -> switchFlow(task.text("flow").orElse(""));
            case "restore-flow" -> lab.zone().mx(domain(), Lab.OLD_MX + "." + domain());
            case "switch-off-source" -> lab.switchOffSource();
            default -> { }
        }
    }

    private void lowerTtl() {
        if (lab.zone().ttlSeconds() == SHORT_TTL_SECONDS) {
            pacer.pause(TEA);
        }
        lab.zone().ttl(SHORT_TTL_SECONDS);
    }

    /** While a mailbox waits for its cutover; the last passes must bring this along. */
    private void lifeGoesOn(Person person) {
        Letter letter = Correspondence.news(lab.story(), person, clock.instant());
        lab.source().append(lab.story().address(person), letter.folder(), letter.bytes(), letter.flags(), letter.received());
        lab.enter(person, LocalDate.now(clock));
    }

    private void switchFlow(String flow) {
        if (flow.equals("INBOUND")) {
            lab.zone().mx(domain(), Lab.NEW_MX + "." + domain());
        }
        if (flow.equals("OUTBOUND")) {
            lab.zone().txt(domain(), "v=spf1 a:" + Lab.NEW_MX + "." + domain() + " -all");
        }
    }

    private void repairEverything() {
        faults.all().stream().filter(LabFaults.State::on).forEach(fault -> faults.set(fault.id(), false));
    }

    /** A switched mailbox's letters go on from the old server to the new one, as a forward on the old server does it. */
    private void route(Person person, boolean toTarget) {
        LabMailServer source = lab.source();
        if (toTarget) {
            source.forward(lab.story().address(person), lab.target());
            return;
        }
        source.stopForwarding(lab.story().address(person));
    }

    /** The people of a wave whose window is asked for; windows of mail flows come when everybody has moved. */
    private Stream<Person> awaitingCutover(HumanTask task) {
        boolean forWave = task.text("windowSubject").filter(subject -> subject.startsWith("wave ")).isPresent();
        return forWave ? people(task) : Stream.of();
    }

    /** Those of the mailbox, of the wave, or all. */
    private Stream<Person> people(HumanTask task) {
        Optional<String> mailbox = task.text("mailboxId").map(LabHands::afterSlash);
        Optional<String> wave = task.text("waveId").map(LabHands::afterSlash);
        String scope = task.text("scopeKind").orElse(mailbox.isPresent() ? "MAILBOX" : "WAVE");
        return lab.story().people().stream().filter(person -> switch (scope) {
            case "MAILBOX" -> mailbox.filter(lab.story().address(person)::equals).isPresent();
            case "WAVE" -> wave.filter(person.wave()::equals).isPresent();
            default -> true;
        });
    }

    private String domain() {
        return lab.story().domain();
    }

    private static String afterSlash(String id) {
        return id.substring(id.indexOf('/') + 1);
    }
}

package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.ComparedMailbox;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Policies.Coexistence;
import org.mailferry.plan.Systems;
import org.mailferry.process.StepEngine;

/** The step that compares calendars, and the one that puts a name under what it found. */
class CalendarComparisonDelegatesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-01T10:00:00Z"), ZoneOffset.UTC);
    private static final MailboxId M0 = MailboxId.parse("p/m0@old.test");

    private final PlannedWorld world = new PlannedWorld();
    private final PlannedCalendars planned = new PlannedCalendars(world.plans, world.members);
    private final StepEngine engine = new StepEngine();
    private final List<AuditEntry> entries = new ArrayList<>();
    private ComparedMailbox mailbox;

    @BeforeEach void carried() {
        world.calendars = Optional.of(new Systems.Calendars(PlannedCalendarsTest.EXCHANGE, PlannedCalendarsTest.DAV));
        mailbox = new ComparedMailbox(planned.of(M0), CLOCK);
    }

    @AfterEach void close() {
        engine.close();
    }

    private StepEngine.Outcome verify() {
        return engine.run("verify", new VerifyCalendarsDelegate(mailbox.verification, planned, world.members,
            new CalendarsyncSettings(List.of(), Duration.ofSeconds(30))), Map.of("mailboxId", M0.text()));
    }

    private Map<String, Object> accept(long run, String alone) {
        return engine.run("accept", new AcceptCalendarsDelegate(mailbox.compared, trail(), engine.signer(), CLOCK),
            Map.of("mailboxId", M0.text(), "requestedBy", "olga", "triageReason", "known", "calendarVerifyRun", run, "acceptedAlone", alone)).variables();
    }

    private AuditTrail trail() {
        return new AuditTrail() {
            @Override public void record(AuditEntry entry) {
                entries.add(entry);
            }

            @Override public List<RecordedEntry> of(PlanName plan) {
                return List.of();
            }

            @Override public OptionalLong firstBreak(PlanName plan) {
                return OptionalLong.empty();
            }
        };
    }

    @Test void calendarsThatAreTheSameLetTheMailboxGoOn() {
        assertThat(verify().variables()).containsEntry("calendarsCompared", true).containsEntry("calendarVerifyRun", 1L);
    }

    @Test void whatDiffersIsAReasonForTheTriageAndSaysWhereAllOfItIs() {
        mailbox.retitle("u1", "another");
        StepEngine.Error error = verify().error().orElseThrow();
        assertThat(error.code()).isEqualTo("calendarsDiffer");
        assertThat(error.message()).startsWith("Calendars: 1 with another value\n").endsWith("\nAll of them: /report/p/calendars/m0@old.test");
    }

    @Test void whatOnlyTheTargetHasCountsAtTheCutoverOfATwoWayPlan() {
        mailbox.addOnTarget("u9");
        world.coexistence = new Coexistence(true, Coexistence.Deletions.NONE, 20);
        assertThat(verify().error()).as("the first copy brings nothing back").isEmpty();
        world.state = index -> MemberState.CUTTING_OVER;
        assertThat(verify().error()).isPresent();
    }

    @Test void whatOnlyAPersonCanChangeIsAReasonAndTheRestIsTriedAgain() {
        mailbox.fail(MigrationException.permanent("401 from the source"));
        assertThat(verify().error()).hasValue(new StepEngine.Error("calendarsRefused", "Calendars: 401 from the source"));
        mailbox.fail(MigrationException.transientFailure("broken pipe", null));
        assertThatThrownBy(this::verify).hasMessageContaining("broken pipe");
        mailbox.fail(MigrationException.throttled(Duration.ofMinutes(3), "busy"));
        assertThat(verify().variables()).containsEntry("calendarsCompared", false);
    }

    @Test void whatTheTargetsOwnScriptsCarriedIsNotCompared() {
        world.calendars = Optional.empty();
        mailbox.fail(new IllegalStateException("looked"));
        assertThat(verify().variables()).containsEntry("calendarsCompared", true);
    }

    @Test void aNameIsPutUnderWhatWasShown() {
        mailbox.retitle("u1", "another");
        mailbox.lose("u2");
        verify();
        accept(1, "");
        assertThat(entries).extracting(AuditEntry::actor, AuditEntry::detail).containsExactly(tuple("olga", "1 CHANGED. known"));
        CalendarDifference lost = mailbox.compared.open(M0, 0, 9).get(0);
        assertThat(lost.kind()).isEqualTo(CalendarDifference.Kind.MISSING);
        entries.clear();
        accept(1, lost.code(M0) + "\nabcdef0123 of another mailbox\n" + lost.code(M0) + "  deleted by its owner");
        assertThat(entries).singleElement().satisfies(entry -> assertThat(entry.detail()).startsWith("u2 in Calendar: ").endsWith(". deleted by its owner"));
        assertThat(verify().error()).isEmpty();
    }

    @Test void aMailboxWithoutComparedCalendarsIsLeftAlone() {
        engine.run("accept", new AcceptCalendarsDelegate(mailbox.compared, trail(), engine.signer(), CLOCK), Map.of("mailboxId", M0.text()));
        assertThat(entries).isEmpty();
    }
}

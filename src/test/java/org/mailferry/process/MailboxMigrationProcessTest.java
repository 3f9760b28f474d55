package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.process.MailboxMigrationProcess.CALENDARS_DIFFER;
import static org.mailferry.process.MailboxMigrationProcess.CALENDARS_REFUSED;
import static org.mailferry.process.MailboxMigrationProcess.COPY_REFUSED;
import static org.mailferry.process.MailboxMigrationProcess.CREDENTIALS_REFUSED;
import static org.mailferry.process.MailboxMigrationProcess.CUTOVER_ORDERED;
import static org.mailferry.process.MailboxMigrationProcess.MAILBOX_REFUSED;
import static org.mailferry.process.MailboxMigrationProcess.ROLLED_BACK;
import static org.mailferry.process.MailboxMigrationProcess.TRIAGE_DECIDED;
import static org.mailferry.process.RunbookVariables.ACCEPT;
import static org.mailferry.process.RunbookVariables.RETRY;
import static org.mailferry.process.RunbookVariables.SKIP;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailboxMigrationProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(MailboxMigrationProcess.KEY);

    private static final Map<String, Object> SAME = Map.of("verifiedToEnd", true, "identical", true, "discrepancySummary", "");
    private static final Map<String, Object> NOT_YET = Map.of("verifiedToEnd", false, "identical", false, "discrepancySummary", "");
    private static final Map<String, Object> DIFFERENT =
        Map.of("verifiedToEnd", true, "identical", false, "discrepancySummary", "INBOX 17: refused, 40 MB", "refusedCount", 1L);

    @Test void aMailboxIsCopiedInSlicesAndSwitchedOnceItsCutoverIsOrdered() {
        PATH.on("copySlice").sets("caughtUp", false).sets("caughtUp", true);
        PATH.on("verifySlice").sets(NOT_YET).sets(SAME).sets(NOT_YET).sets(SAME);
        PATH.on("finalSlice").sets("caughtUp", false).sets("caughtUp", true);
        begin(false, false);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "copySlice", "verifySlice", "verifySlice", "reportReady");
        PATH.waitsAt("cutover-ordered");
        PATH.tell(CUTOVER_ORDERED, Map.of());
        PATH.run("finalSlice", "finalSlice", "verifyFinal", "verifyFinal", "switchMailbox", "reportSwitched");
        PATH.endedAt("mailbox-switched");
        assertThat(PATH.variable("mailboxState")).isEqualTo("SWITCHED");
    }

    @Test void aMailboxThatMigratesAloneIsSwitchedAtOnce() {
        copiedAndVerified(true, SAME);
        PATH.run("reportReady");
        PATH.waitsAt("finalSlice");
    }

    @Test void calendarsOfThePlanAreCopiedByAPersonBeforeTheVerification() {
        PATH.on("copySlice").sets("caughtUp", true);
        begin(false, true);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice");
        PATH.complete("copy-calendars");
        PATH.waitsAt("verifySlice");
    }

    @Test void carriedCalendarsAreCopiedInSlicesAfterTheMailAndOnceMoreAtTheCutover() {
        PATH.on("copySlice").sets("caughtUp", true);
        PATH.on("carryCalendars").sets("calendarsCaughtUp", false).sets("calendarsCaughtUp", true);
        PATH.on("verifySlice").sets(SAME);
        PATH.on("finalSlice").sets("caughtUp", true);
        PATH.on("finalCalendars").sets("calendarsCaughtUp", false).sets("calendarsCaughtUp", true);
        PATH.on("verifyCalendars").sets("calendarsCompared", false).sets("calendarsCompared", true);
        beginCarrying(true);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "carryCalendars", "carryCalendars", "verifyCalendars", "verifyCalendars", "verifySlice", "reportReady");
        PATH.run("finalSlice", "finalCalendars", "finalCalendars", "verifyFinalCalendars", "verifyFinal", "switchMailbox", "reportSwitched");
        PATH.endedAt("mailbox-switched");
        assertThat(PATH.tasks("copy-calendars")).as("nobody copies what we carry").isEmpty();
    }

    @Test void calendarsThatOnlyAPersonCanHelpFailTheMailboxWithTheReason() {
        PATH.on("copySlice").sets("caughtUp", true);
        PATH.on("carryCalendars").fails(CALENDARS_REFUSED, "source: 401, the login was refused").sets("calendarsCaughtUp", true);
        beginCarrying(false);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "carryCalendars", "reportFailure");
        assertThat(PATH.variable("failureText")).isEqualTo("source: 401, the login was refused");
        PATH.tell(TRIAGE_DECIDED, Map.of("triageDecision", RETRY));
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "carryCalendars");
        PATH.waitsAt("verifyCalendars");
    }

    @Test void calendarsThatDifferFailTheMailboxUntilSomebodyAcceptsThem() {
        PATH.on("copySlice").sets("caughtUp", true);
        PATH.on("carryCalendars").sets("calendarsCaughtUp", true);
        PATH.on("verifyCalendars").fails(CALENDARS_DIFFER, "Calendars: 1 missing on the target").sets("calendarsCompared", true);
        beginCarrying(false);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "carryCalendars", "verifyCalendars", "reportFailure");
        assertThat(PATH.variable("failureText")).isEqualTo("Calendars: 1 missing on the target");
        PATH.tell(TRIAGE_DECIDED, Map.of("triageDecision", ACCEPT));
        PATH.run("acceptCalendars", "acceptRefused", "provisionMailbox", "probeCredentials", "copySlice", "carryCalendars", "verifyCalendars");
        PATH.waitsAt("verifySlice");
    }

    @Test void calendarsRefusedAtTheCutoverKeepTheMailboxOnTheSource() {
        PATH.on("finalSlice").sets("caughtUp", true);
        PATH.on("copySlice").sets("caughtUp", true);
        PATH.on("carryCalendars").sets("calendarsCaughtUp", true);
        PATH.on("verifySlice").sets(SAME);
        PATH.on("verifyCalendars").sets("calendarsCompared", true);
        PATH.on("finalCalendars").fails(CALENDARS_REFUSED, "60 of 80 events would vanish");
        beginCarrying(true);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "carryCalendars", "verifyCalendars", "verifySlice", "reportReady", "finalSlice", "finalCalendars", "reportFailure");
        PATH.waitsAt("repair-mailbox");
        assertThat(PATH.on("switchMailbox").calls()).isEmpty();
    }

    @Test void aRefusedAccountWaitsForTheTriageAndIsTriedAgainFromTheStart() {
        PATH.on("provisionMailbox").fails(MAILBOX_REFUSED, "mail is a required value").sets(Map.of());
        begin(false, false);
        PATH.run("provisionMailbox", "reportFailure");
        PATH.waitsAt("triage-decided");
        assertThat(PATH.variable("failureText")).isEqualTo("mail is a required value");
        PATH.tell(TRIAGE_DECIDED, Map.of("triageDecision", RETRY));
        PATH.run("provisionMailbox");
        PATH.waitsAt("probeCredentials");
    }

    @Test void aMailboxGivenUpStaysOnTheSource() {
        PATH.on("copySlice").fails(COPY_REFUSED, "over quota");
        begin(false, false);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "reportFailure");
        PATH.tell(TRIAGE_DECIDED, Map.of("triageDecision", SKIP));
        PATH.run("reportSkipped");
        PATH.endedAt("mailbox-skipped");
        assertThat(PATH.variable("mailboxState")).isEqualTo("SKIPPED");
        assertThat(PATH.on("switchMailbox").calls()).isEmpty();
    }

    @Test void refusedMessagesAcceptedByNameLetTheMailboxGoOn() {
        copiedAndVerified(false, DIFFERENT);
        PATH.run("reportFailure");
        assertThat(PATH.variable("failureText")).isEqualTo("INBOX 17: refused, 40 MB");
        PATH.tell(TRIAGE_DECIDED, Map.of("triageDecision", ACCEPT));
        PATH.run("acceptCalendars", "acceptRefused");
        PATH.waitsAt("provisionMailbox");
    }

    @Test void aMailboxOverQuotaIsOneTaskAndGoesOnOnceTheQuotaWasRaised() {
        PATH.on("copySlice").sets("caughtUp", false).fails(COPY_REFUSED, "over quota").sets("caughtUp", true);
        PATH.on("verifySlice").sets(SAME);
        begin(true, false);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "copySlice", "reportFailure");
        PATH.waitsAt("repair-mailbox");
        assertThat(PATH.tasks("repair-mailbox")).hasSize(1);
        assertThat(PATH.variable("failureText")).isEqualTo("over quota");
        assertThat(PATH.on("copySlice").calls()).as("nothing is tried before a person acted").hasSize(2);
        PATH.complete("repair-mailbox", Map.of("repairDecision", RETRY));
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "verifySlice", "reportReady");
        PATH.waitsAt("finalSlice");
        assertThat(PATH.tasks("repair-mailbox")).isEmpty();
    }

    @Test void aMailboxThatMigratesAloneIsRepairedByAPerson() {
        PATH.on("probeCredentials").fails(CREDENTIALS_REFUSED, "source: AUTHENTICATIONFAILED").sets(Map.of());
        begin(true, false);
        PATH.run("provisionMailbox", "probeCredentials", "reportFailure");
        PATH.complete("repair-mailbox", Map.of("repairDecision", RETRY));
        PATH.run("provisionMailbox", "probeCredentials");
        PATH.waitsAt("copySlice");
    }

    @Test void aDifferenceAfterTheFinalSliceFailsTheMailboxAndItWaitsForANewOrder() {
        PATH.on("finalSlice").sets("caughtUp", true);
        PATH.on("verifySlice").sets(SAME).sets(DIFFERENT);
        copiedAndVerified(false, SAME);
        PATH.run("reportReady");
        PATH.tell(CUTOVER_ORDERED, Map.of());
        PATH.run("finalSlice", "verifyFinal", "reportFailure");
        PATH.tell(TRIAGE_DECIDED, Map.of("triageDecision", RETRY));
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "verifySlice", "reportReady");
        PATH.waitsAt("cutover-ordered");
    }

    @Test void noRefusalAfterTheCutoverLosesTheMailbox() {
        PATH.on("finalSlice").sets("caughtUp", true);
        PATH.on("switchMailbox").fails(MAILBOX_REFUSED, "403 read-protected");
        copiedAndVerified(true, SAME);
        PATH.run("reportReady", "finalSlice", "verifyFinal", "switchMailbox", "reportFailure");
        PATH.waitsAt("repair-mailbox");
    }

    @Test void aMailboxThatWaitsLeavesWhenItsWaveIsRolledBack() {
        copiedAndVerified(false, SAME);
        PATH.run("reportReady");
        PATH.tell(ROLLED_BACK, Map.of());
        PATH.endedAt("mailbox-rolled-back");
    }

    private static void copiedAndVerified(boolean alone, Map<String, Object> verified) {
        PATH.on("copySlice").sets("caughtUp", true);
        PATH.on("verifySlice").sets(verified);
        begin(alone, false);
        PATH.run("provisionMailbox", "probeCredentials", "copySlice", "verifySlice");
    }

    private static void beginCarrying(boolean alone) {
        PATH.start(Map.of("planName", "office", "waveId", "office/first", "mailboxId", "office/anna@corp.test",
            "cutoverAtOnce", alone, "calendars", true, "calendarsCarried", true));
    }

    private static void begin(boolean alone, boolean calendars) {
        PATH.start(Map.of("planName", "office", "waveId", "office/first", "mailboxId", "office/anna@corp.test",
            "cutoverAtOnce", alone, "calendars", calendars, "calendarsCarried", false));
    }
}

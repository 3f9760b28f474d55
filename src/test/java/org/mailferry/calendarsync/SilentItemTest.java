package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

class SilentItemTest {
    @ParameterizedTest @ValueSource(strings = {
        "ATTENDEE:mailto:petrov@corp.test",
        "attendee:mailto:petrov@corp.test",
        "ATTENDEE ;CN=x:mailto:petrov@corp.test",
        "ORGANIZER;CN=Ivanov:mailto:ivanov@corp.test",
        "ATTENDEE;SCHEDULE-AGENT=SERVER:mailto:petrov@corp.test",
        "ATTENDEE;SCHEDULE-AGENT=:mailto:petrov@corp.test",
        "ATTENDEE;SCHEDULE-AGENT=CLIENT;SCHEDULE-AGENT=SERVER:mailto:petrov@corp.test",
        "ATTENDEE;SCHEDULE-AGENT=CLIENT,SERVER:mailto:petrov@corp.test",
        "ATTENDEE;SCHEDULE-AGENT=CLIENT;SCHEDULE-FORCE-SEND=REQUEST:mailto:petrov@corp.test",
        "ATTENDEE;CN=\";SCHEDULE-AGENT=CLIENT\":mailto:petrov@corp.test",
        "ATTENDEE;CN=\"open;SCHEDULE-AGENT=CLIENT:mailto:petrov@corp.test",
        "ATTEN\r\n DEE:mailto:petrov@corp.test",
        "SUMMARY:x\rATTENDEE:mailto:petrov@corp.test",
        "ATTENDEE",
        "METHOD:REQUEST",
    }) void whatMightMakeAServerSendIsRefused(String line) {
        MigrationException refusal = catchThrowableOfType(MigrationException.class, () -> SilentItem.require(event(line)));
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(refusal).hasMessageContaining("Item u1 was not written");
    }

    @ParameterizedTest @ValueSource(strings = {
        "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:petrov@corp.test",
        "ATTENDEE;schedule-agent=none;CN=\"P; Q\":mailto:petrov@corp.test",
        "X-ATTENDEE:mailto:petrov@corp.test",
        "DESCRIPTION:ATTENDEE:mailto:petrov@corp.test",
    }) void whatIsSilentMayBeWritten(String line) {
        assertThat(SilentItem.require(event(line)).uid()).isEqualTo("u1");
    }

    @Test void silencingChangesOnlyWhatConcernsScheduling() {
        ContentLines loud = ContentLines.parse("""
            BEGIN:VCALENDAR
            METHOD:REQUEST
            X-WR-CALNAME;X-A="b:c":Отдел
            BEGIN:VEVENT
            UID:u1
            ORGANIZER;CN="Иванов; И";SCHEDULE-AGENT=SERVER:mailto:ivanov@corp.test
            ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-FORCE-SEND=REQUEST;SCHEDULE-STATUS="1.2":mailto:a@corp.test
            X-MOZ-SEND-INVITATIONS:TRUE
            END:VEVENT
            END:VCALENDAR
            """);
        String silent = SilentItem.silence(loud).lines().text().replace("\r\n ", "").replace("\r\n", "\n");
        assertThat(silent).isEqualTo("""
            BEGIN:VCALENDAR
            X-WR-CALNAME;X-A="b:c":Отдел
            BEGIN:VEVENT
            UID:u1
            ORGANIZER;CN="Иванов; И";SCHEDULE-AGENT=CLIENT:mailto:ivanov@corp.test
            ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-AGENT=CLIENT:mailto:a@corp.test
            END:VEVENT
            END:VCALENDAR
            """);
    }

    @Test void silencingWhatIsSilentChangesNothing() {
        SilentItem once = SilentItem.silence(event("ATTENDEE;CN=x:mailto:a@corp.test"));
        assertThat(SilentItem.silence(once.lines())).isEqualTo(once);
    }

    @Test void anAttendeeThatCannotBeReadIsNotGuessedAt() {
        assertThatThrownBy(() -> SilentItem.silence(event("ATTENDEE;CN=\"open:mailto:a@corp.test"))).isInstanceOf(MigrationException.class);
    }

    @Test void anItemHasOneCalendarAndOneUid() {
        assertRefused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u1\nEND:VEVENT\n", "truncated");
        assertRefused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n", "0 UIDs");
        assertRefused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nBEGIN:VEVENT\nUID:A\nEND:VEVENT\nEND:VCALENDAR\n", "2 UIDs");
        assertRefused("<html>", "0 calendars");
        assertRefused(event("X:y").text() + event("X:y").text(), "2 calendars");
    }

    @Test void theUidOfAnAlarmIsNotTheItems() {
        assertThat(SilentItem.require(event("BEGIN:VALARM\nUID:alarm\nEND:VALARM")).uid()).isEqualTo("u1");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> SilentItem.require(ContentLines.parse(text))).isInstanceOf(MigrationException.class).hasMessageContaining(why);
    }

    private static ContentLines event(String line) {
        return ContentLines.parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:u1\r\n" + line + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    }
}

package org.mailferry.calendarsync.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.calendarsync.ContentLines;

class Ical4jValidatorTest {
    private static final String SOUND = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Mailferry//Test//EN
        BEGIN:VEVENT
        UID:1
        DTSTAMP:20260101T000000Z
        DTSTART:20260101T100000Z
        DTEND:20260101T110000Z
        RRULE:FREQ=DAILY;COUNT=3
        X-OURS;X-PARAM="a:b":anything
        END:VEVENT
        END:VCALENDAR
        """.replace("\n", "\r\n");

    private final Ical4jValidator validator = new Ical4jValidator();

    @Test void soundItemHasNoFault() {
        assertThat(validator.fault(ContentLines.parse(SOUND))).isEmpty();
    }

    @Test void linesThatWereFoldedWithoutReturnsAreJoined() {
        String folded = SOUND.replace("anything", "any\r\n thing").replace("COUNT=3", "COU\r\n NT=3");
        assertThat(validator.fault(ContentLines.parse(folded))).isEmpty();
        assertThat(validator.fault(ContentLines.parse(folded.replace("\r\n", "\n")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=DAILY;COUNT=3|FREQ=SOMETIMES", "20260101T100000Z|soon", "END:VEVENT\r\n|", "BEGIN:VCALENDAR|<html>", "FREQ=DAILY;COUNT=3|FREQ=DAILY;UNTIL="})
    void brokenItemHasOne(String edit) {
        String[] sides = edit.split("\\|", -1);
        UnaryOperator<String> broken = text -> text.replace(sides[0], sides[1]);
        assertThat(validator.fault(ContentLines.parse(broken.apply(SOUND)))).isPresent();
    }
}

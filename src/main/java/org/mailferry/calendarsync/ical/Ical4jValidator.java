package org.mailferry.calendarsync.ical;

import java.io.StringReader;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.validate.ValidationResult;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemValidator;
import org.springframework.stereotype.Component;

/** Asks ical4j, which is strict and says where a text is wrong. */
@Component
final class Ical4jValidator implements ItemValidator {
    static {
        // It would fetch time zones from the network.
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
    }

    @Override public Optional<String> fault(ContentLines item) {
        try {
            // It joins folded lines only where they end in CRLF, and what came through XML ends in LF.
            Calendar calendar = new CalendarBuilder().build(new StringReader(item.text().replaceAll("\\R", "\r\n")));
            ValidationResult result = calendar.validate(true);
            return result.hasErrors() ? Optional.of(result.getEntries().toString()) : Optional.empty();
        } catch (Exception | StackOverflowError fault) {
            // It throws ClassCastException and others on malformed items, besides what it declares.
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }
}

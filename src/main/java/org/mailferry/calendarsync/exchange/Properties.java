package org.mailferry.calendarsync.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeEvent.Busy;
import org.mailferry.calendarsync.ExchangeEvent.Content;
import org.mailferry.calendarsync.ExchangeEvent.Importance;
import org.mailferry.calendarsync.ExchangeEvent.Meeting;
import org.mailferry.calendarsync.ExchangeEvent.Sensitivity;

/** What an event says of itself, times and people apart. A property of EWS wins over what was rendered; what EWS is silent about stays. */
final class Properties {
    private static final int CANCELLED = 4;
    private static final Map<Busy, String> BUSY = Map.of(Busy.FREE, "FREE", Busy.TENTATIVE, "TENTATIVE", Busy.BUSY, "BUSY",
        Busy.OUT_OF_OFFICE, "OOF", Busy.WORKING_ELSEWHERE, "WORKINGELSEWHERE");

    private Properties() {}

    static Block applied(Block rendered, ExchangeEvent event, Remarks remarks) {
        Content content = event.content();
        Block cleaned = cleaned(rendered, event, remarks);
        Block titled = text(text(cleaned, "SUMMARY", content.subject()), "LOCATION", content.location());
        Block described = categories(body(titled, content), content.categories());
        return stamped(status(importance(privacy(busy(described, content.busy()), content.sensitivity()), content.importance()), event.meeting()), event);
    }

    /** EWS gives characters that no XML and no iCalendar has. */
    private static Block cleaned(Block rendered, ExchangeEvent event, Remarks remarks) {
        Content content = event.content();
        boolean clean = rendered.lines().allMatch(line -> Texts.clean(line.value()).equals(line.value()))
            && Texts.clean(content.subject() + content.location()).equals(content.subject() + content.location());
        if (clean) {
            return rendered;
        }
        remarks.add("Control characters were removed from its text");
        List<ContentLine> lines = rendered.properties().stream()
            .map(line -> !line.isProperty() || Texts.clean(line.value()).equals(line.value()) ? line : line.withValue(Texts.clean(line.value()))).toList();
        return new Block(rendered.name(), lines, rendered.blocks());
    }

    private static Block text(Block event, String property, String text) {
        return text.isBlank() ? event : event.withText(property, Texts.clean(text));
    }

    private static Block body(Block event, Content content) {
        if (content.body().isEmpty() || content.body().get().text().isBlank()) {
            return event;
        }
        ExchangeEvent.Body body = content.body().get();
        boolean described = event.first("DESCRIPTION").filter(line -> !line.text().isBlank()).isPresent();
        String plain = body.html() ? Texts.plain(body.text()) : body.text();
        Block read = described || plain.isEmpty() ? event : event.withText("DESCRIPTION", plain);
        return body.html() ? read.with(ContentLine.of("X-ALT-DESC;FMTTYPE=text/html:" + Texts.escape(body.text()))) : read;
    }

    private static Block categories(Block event, List<String> categories) {
        if (categories.isEmpty()) {
            return event.without("CATEGORIES");
        }
        return event.with(ContentLine.of("CATEGORIES:" + categories.stream().map(Texts::escape).collect(Collectors.joining(","))));
    }

    /** TRANSP by [MS-OXCICAL] §2.1.3.1.1.20.25: who works elsewhere is not taken. */
    private static Block busy(Block event, Busy busy) {
        if (busy == Busy.NO_DATA) {
            return event;
        }
        boolean free = busy == Busy.FREE || busy == Busy.WORKING_ELSEWHERE;
        return event.withValue("TRANSP", free ? "TRANSPARENT" : "OPAQUE").withValue("X-MICROSOFT-CDO-BUSYSTATUS", BUSY.get(busy));
    }

    private static Block privacy(Block event, Sensitivity sensitivity) {
        return event.withValue("CLASS", switch (sensitivity) {
            case NORMAL -> "PUBLIC";
            case PERSONAL, PRIVATE -> "PRIVATE";
            case CONFIDENTIAL -> "CONFIDENTIAL";
        });
    }

    private static Block importance(Block event, Importance importance) {
        String priority = importance == Importance.HIGH ? "1" : importance == Importance.LOW ? "9" : "5";
        return importance == Importance.NORMAL && event.first("PRIORITY").isEmpty() ? event : event.withValue("PRIORITY", priority);
    }

    private static Block status(Block event, Meeting meeting) {
        Block numbered = meeting.meeting() && meeting.sequence() > 0 ? event.withValue("SEQUENCE", Integer.toString(meeting.sequence())) : event;
        if (meeting.cancelled() || (meeting.state() & CANCELLED) != 0) {
            return numbered.withValue("STATUS", "CANCELLED");
        }
        boolean wrong = event.first("STATUS").filter(line -> line.value().strip().toUpperCase(Locale.ROOT).equals("CANCELLED")).isPresent();
        return wrong ? numbered.withValue("STATUS", "CONFIRMED") : numbered;
    }

    /** DTSTAMP is the moment of the rendering, which would make two readings of one item differ. */
    private static Block stamped(Block event, ExchangeEvent properties) {
        Optional<Instant> modified = properties.lastModified();
        String stamp = Moments.text(modified.orElse(properties.times().start()));
        Block stamped = event.withValue("DTSTAMP", stamp);
        return modified.isPresent() ? stamped.withValue("LAST-MODIFIED", stamp) : stamped;
    }
}

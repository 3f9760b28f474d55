package org.mailferry.calendarsync.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeAttachment;
import org.mailferry.calendarsync.ExchangeEvent.Body;
import org.mailferry.calendarsync.ExchangeEvent.Busy;
import org.mailferry.calendarsync.ExchangeEvent.Content;
import org.mailferry.calendarsync.ExchangeEvent.Importance;
import org.mailferry.calendarsync.ExchangeEvent.Sensitivity;
import org.mailferry.calendarsync.ExchangeEvent.Times;

/** What Exchange can hold of what an event says of itself, and what it has no place for. */
final class FieldContent {
    private static final List<String> PLACELESS = List.of("URL", "GEO", "CONFERENCE", "COMMENT", "CONTACT", "RELATED-TO");
    private static final List<String> BUSY_NAMES = List.of("FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE");
    private static final List<Busy> BUSY = List.of(Busy.FREE, Busy.TENTATIVE, Busy.BUSY, Busy.OUT_OF_OFFICE, Busy.WORKING_ELSEWHERE);

    private final Block event;
    private final Remarks losses;

    FieldContent(Block event, Remarks losses) {
        this.event = event;
        this.losses = losses;
    }

    Content content(Times times) {
        PLACELESS.stream().filter(name -> event.first(name).isPresent()).forEach(name -> losses.add("Exchange has no place for its " + name));
        return new Content(text("SUMMARY"), text("LOCATION"), body(), busy(), sensitivity(), categories(), importance(), reminder(times));
    }

    String text(String property) {
        return event.first(property).map(ContentLine::text).orElse("");
    }

    private String value(String property) {
        return event.first(property).map(line -> line.value().strip().toUpperCase(Locale.ROOT)).orElse("");
    }

    /** The page, unless somebody has changed the text beside it since. */
    private Optional<Body> body() {
        Optional<String> html = event.named("X-ALT-DESC").filter(line -> line.parameter("FMTTYPE").stream().anyMatch("text/html"::equalsIgnoreCase)).map(ContentLine::text).findFirst();
        String plain = text("DESCRIPTION");
        if (html.isPresent() && (plain.isBlank() || letters(plain).equals(letters(Texts.plain(html.get()))))) {
            return html.map(page -> new Body(page, true));
        }
        return plain.isBlank() ? Optional.empty() : Optional.of(new Body(plain, false));
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Microsoft's word says more than TRANSP, as long as it does not contradict. */
    private Busy busy() {
        boolean free = value("TRANSP").equals("TRANSPARENT");
        int known = BUSY_NAMES.indexOf(value("X-MICROSOFT-CDO-BUSYSTATUS"));
        if (known >= 0 && free == (BUSY.get(known) == Busy.FREE || BUSY.get(known) == Busy.WORKING_ELSEWHERE)) {
            return BUSY.get(known);
        }
        return free ? Busy.FREE : value("STATUS").equals("TENTATIVE") ? Busy.TENTATIVE : Busy.BUSY;
    }

    private Sensitivity sensitivity() {
        String privacy = value("CLASS");
        return privacy.equals("CONFIDENTIAL") ? Sensitivity.CONFIDENTIAL : privacy.isEmpty() || privacy.equals("PUBLIC") ? Sensitivity.NORMAL : Sensitivity.PRIVATE;
    }

    private Importance importance() {
        String priority = value("PRIORITY");
        return priority.matches("[1-4]") ? Importance.HIGH : priority.matches("[6-9]") ? Importance.LOW : Importance.NORMAL;
    }

    private List<String> categories() {
        return event.named("CATEGORIES").filter(ContentLine::isProperty).flatMap(line -> Stream.of(line.value().split("(?<!\\\\),")))
            .map(category -> ContentLine.of("X:" + category).text().strip()).filter(category -> !category.isEmpty()).distinct().toList();
    }

    private Optional<Duration> reminder(Times times) {
        List<Block> alarms = event.inner("VALARM").toList();
        List<Duration> usable = alarms.stream().filter(alarm -> alarm.first("ACTION").filter(action -> action.value().equalsIgnoreCase("EMAIL")).isEmpty())
            .flatMap(alarm -> alarm.first("TRIGGER").flatMap(trigger -> before(trigger, times)).stream()).filter(before -> !before.isNegative()).distinct().toList();
        if (alarms.size() > 1 || usable.size() < alarms.size()) {
            losses.add("Exchange keeps one reminder before the start of an event, and it has others");
        }
        return usable.stream().findFirst();
    }

    private static Optional<Duration> before(ContentLine trigger, Times times) {
        try {
            if (trigger.parameter("VALUE").contains("DATE-TIME")) {
                return Moments.local(trigger).map(at -> Duration.between(at.toInstant(ZoneOffset.UTC), times.start()));
            }
            Instant from = trigger.parameter("RELATED").contains("END") ? times.end() : times.start();
            return Optional.of(Duration.between(from.plus(duration(trigger.value().strip())), times.start()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** RFC 5545 has weeks, too. */
    static Duration duration(String text) {
        String unsigned = text.replaceAll("^[+-]", "");
        Duration length = unsigned.matches("P\\d+W") ? Duration.ofDays(7L * Integer.parseInt(unsigned.substring(1, unsigned.length() - 1))) : Duration.parse(unsigned);
        return text.startsWith("-") ? length.negated() : length;
    }

    List<ExchangeAttachment> attachments() {
        List<ExchangeAttachment> files = new ArrayList<>();
        event.named("ATTACH").filter(ContentLine::isProperty).forEach(line -> file(line, files.size() + 1).ifPresentOrElse(files::add,
            () -> losses.add("Exchange takes files, and no links such as " + line.value().strip())));
        return files;
    }

    private static Optional<ExchangeAttachment> file(ContentLine line, int number) {
        if (line.parameter("ENCODING").stream().noneMatch("BASE64"::equalsIgnoreCase)) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getMimeDecoder().decode(line.value());
        String name = Stream.of("FILENAME", "X-FILENAME").flatMap(parameter -> line.parameter(parameter).stream()).findFirst().orElse("attachment-" + number);
        Optional<String> id = line.parameter("X-CONTENT-ID").stream().findFirst();
        return Optional.of(new ExchangeAttachment(name, line.parameter("FMTTYPE").stream().findFirst().orElse("application/octet-stream"), id, id.isPresent(), false,
            bytes.length, bytes::clone));
    }
}

package org.mailferry.calendarsync.exchange;

import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeEvent.Kind;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.kernel.MigrationException;

/**
 * Which item it is.
 *
 * @param orphan an occurrence without its series, as somebody has who was asked to one of them; servers want a series for it, so it
 *     becomes an event of its own
 */
record Identity(String uid, boolean orphan) {
    static Identity of(ExchangeItem item, Rendering rendering, WallClock clock, Remarks remarks) {
        String uid = Optional.of(UidText.decoded(item.event().uid().strip())).filter(text -> !text.isEmpty())
            .or(() -> rendering.master().flatMap(master -> master.first("UID")).map(line -> line.text().strip()).filter(text -> !text.isEmpty()))
            .orElseThrow(() -> MigrationException.permanent("'" + item.event().content().subject() + "' of " + item.event().times().start() + " has no UID"));
        if (item.event().kind() == Kind.MASTER || item.event().recurrence().isPresent()) {
            return new Identity(uid, false);
        }
        Optional<String> occurrence = item.event().times().originalStart().filter(start -> item.event().kind() != Kind.SINGLE).map(Moments::text)
            .or(() -> rendering.master().flatMap(master -> master.first("RECURRENCE-ID")).map(line -> rendered(line, item, clock)));
        if (occurrence.isEmpty()) {
            return new Identity(uid, false);
        }
        remarks.add("It is one occurrence of a series that is not in this calendar, and became an event of its own");
        return new Identity(uid + "-" + occurrence.get(), true);
    }

    private static String rendered(ContentLine line, ExchangeItem item, WallClock clock) {
        ZoneRules rules = Moments.isUtc(line) ? ZoneOffset.UTC.getRules() : clock.rules();
        return item.event().times().originalStart().or(() -> Moments.local(line).map(local -> local.toInstant(rules.getOffset(local)))).map(Moments::text)
            .orElse(line.value().strip());
    }
}

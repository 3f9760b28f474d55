package org.mailferry.calendarsync.exchange;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.calendarsync.ContentLine;

/** The exceptions that the server rendered. Exchange 2007 gives them a wrong RECURRENCE-ID, so that their order has to do. */
final class Overrides {
    private final List<Block> rendered;
    private final Schedule schedule;

    Overrides(List<Block> rendered, Schedule schedule) {
        this.rendered = rendered;
        this.schedule = schedule;
    }

    /** For each of the series' own starts, in order, what was rendered for it. */
    List<Optional<Block>> match(List<Instant> starts, Remarks remarks) {
        Map<LocalDateTime, Block> byTime = new HashMap<>();
        List<Block> rest = new ArrayList<>();
        for (Block block : rendered) {
            Optional<LocalDateTime> named = block.first("RECURRENCE-ID").flatMap(this::wall).filter(local -> starts.stream().anyMatch(start -> wall(start).equals(local)));
            if (named.isEmpty() || byTime.putIfAbsent(named.get(), block) != null) {
                rest.add(block);
            }
        }
        long missing = starts.stream().filter(start -> !byTime.containsKey(wall(start))).count();
        boolean inOrder = missing == rest.size();
        if (!inOrder && !rest.isEmpty()) {
            remarks.add("The server rendered " + rest.size() + " exceptions of it that EWS does not know; they were left out");
        }
        List<Optional<Block>> matched = new ArrayList<>();
        for (Instant start : starts) {
            Optional<Block> block = Optional.ofNullable(byTime.get(wall(start)));
            matched.add(block.isPresent() || !inOrder ? block : Optional.of(rest.remove(0)));
        }
        return matched;
    }

    private LocalDateTime wall(Instant start) {
        return schedule.days().map(days -> days.of(start).atStartOfDay()).orElseGet(() -> schedule.clock().at(start));
    }

    private Optional<LocalDateTime> wall(ContentLine line) {
        Optional<LocalDateTime> local = Moments.local(line);
        return Moments.isUtc(line) ? local.map(utc -> wall(utc.toInstant(ZoneOffset.UTC))) : local;
    }
}

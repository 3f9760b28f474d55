package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A calendar item of Exchange as EWS gives it: a single event, or a series with what departs from it.
 *
 * @param deletedOccurrences starts of the occurrences that a series has no more
 * @param mime what the server rendered, as it came, malformed too; empty when it could not
 */
public record ExchangeItem(ExchangeEvent event, List<ExchangeOccurrence> exceptions, List<Instant> deletedOccurrences, Optional<ContentLines> mime) {
    public ExchangeItem {
        exceptions = List.copyOf(exceptions);
        deletedOccurrences = List.copyOf(deletedOccurrences);
    }
}

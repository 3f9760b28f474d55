package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;

/**
 * A calendar item of Exchange as EWS gives it: a single event, or a series with what departs from it.
 *
 * @param owner whose calendar it lies in; {@link ExchangeEvent.Meeting#mine()} is his answer
 * @param deletedOccurrences starts of the occurrences that a series has no more
 * @param lastOccurrence where the series has its last occurrence, when it ends and the server told; shows what clock the series follows
 * @param mime what the server rendered, as it came, malformed too; empty when it could not
 */
public record ExchangeItem(Optional<EmailAddress> owner, ExchangeEvent event, List<ExchangeOccurrence> exceptions, List<Instant> deletedOccurrences,
                           Optional<Instant> lastOccurrence, Optional<ContentLines> mime) {
    public ExchangeItem {
        exceptions = List.copyOf(exceptions);
        deletedOccurrences = List.copyOf(deletedOccurrences);
    }

    public ExchangeItem(ExchangeEvent event, List<ExchangeOccurrence> exceptions, List<Instant> deletedOccurrences, Optional<ContentLines> mime) {
        this(Optional.empty(), event, exceptions, deletedOccurrences, Optional.empty(), mime);
    }
}

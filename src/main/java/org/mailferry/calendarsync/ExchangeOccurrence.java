package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.Optional;

/**
 * An exception of a series: EWS's ModifiedOccurrence.
 *
 * @param originalStart where the series has it, which tells it from the others
 * @param event what it is now; empty when the server named the exception and did not give it
 */
public record ExchangeOccurrence(Instant originalStart, Instant start, Instant end, Optional<ExchangeEvent> event) {}

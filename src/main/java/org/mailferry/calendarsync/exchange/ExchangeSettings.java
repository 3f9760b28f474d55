package org.mailferry.calendarsync.exchange;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Exchange wants to know of an event and iCalendar does not say.
 *
 * @param zone whose midnights are meant by all-day events, and whose clock by times without a zone, when they are written to Exchange
 */
@ConfigurationProperties("mailferry.calendarsync.exchange")
public record ExchangeSettings(@DefaultValue("Europe/Moscow") ZoneId zone) {}

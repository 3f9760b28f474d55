/** Makes iCalendar of Exchange's events and the other way round, line by line, so that what nobody here knows survives. */
@NullMarked
package org.mailferry.calendarsync.exchange;

import org.jspecify.annotations.NullMarked;

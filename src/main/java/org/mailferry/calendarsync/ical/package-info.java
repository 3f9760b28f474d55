/** What libraries know of calendars: ical4j reads items as calendar programs do, ICU4J knows Microsoft's names of time zones. */
@NullMarked
package org.mailferry.calendarsync.ical;

import org.jspecify.annotations.NullMarked;

/** What is remembered of calendars, in the application's database. */
@NullMarked
package org.mailferry.calendarsync.jdbc;

import org.jspecify.annotations.NullMarked;

/** The steps of the runbook that carry calendars: each reads its ids, runs one bounded slice, and writes what came of it. */
@NullMarked
package org.mailferry.calendarsync.process;

import org.jspecify.annotations.NullMarked;

/**
 * Reads and writes the calendars of Exchange by its web services ([MS-OXWSADISC] and the rest of [MS-OXWS*], Exchange 2013 and later). Nobody
 * is told: no request of this package can send an invitation, because what would make it send is a constant.
 */
@NullMarked
package org.mailferry.calendarsync.ews;

import org.jspecify.annotations.NullMarked;

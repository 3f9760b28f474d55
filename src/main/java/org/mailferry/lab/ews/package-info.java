/**
 * Exchange Web Services on a loopback port: mailboxes with calendars, whose items are kept as properties and given as properties or as
 * MIME. Written from the protocol's documents ([MS-OXWSCORE], [MS-OXWSMTGS], [MS-OXWSSYNC], [MS-OXWSFOLD], [MS-OXWSGTZ], [MS-OXWSATT],
 * [MS-OXCICAL], [MS-NLMP]); where they leave something open, a switch in {@link org.mailferry.lab.ews.EwsQuirks} names its source.
 */
@NullMarked
package org.mailferry.lab.ews;

import org.jspecify.annotations.NullMarked;

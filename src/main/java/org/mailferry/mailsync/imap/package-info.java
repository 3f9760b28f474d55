/** Mailboxes over IMAP4rev1 and its extensions, on Angus Mail's protocol layer: bytes, dates and flags as they are on the wire. */
@NullMarked
package org.mailferry.mailsync.imap;

import org.jspecify.annotations.NullMarked;

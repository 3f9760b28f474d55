/** The mail sync engine: carries mailboxes from one IMAP server to another, exactly once and to the byte, in bounded slices. */
@NullMarked
package org.mailferry.mailsync;

import org.jspecify.annotations.NullMarked;

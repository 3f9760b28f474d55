/** Probes and announcements by SMTP, and the wait for a probe by IMAP, with Angus Mail. */
@NullMarked
package org.mailferry.mailflow.smtp;

import org.jspecify.annotations.NullMarked;

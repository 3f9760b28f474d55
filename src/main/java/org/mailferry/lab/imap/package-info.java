/** Mail servers of the lab: IMAP and SMTP in memory. */
@NullMarked
package org.mailferry.lab.imap;

import org.jspecify.annotations.NullMarked;

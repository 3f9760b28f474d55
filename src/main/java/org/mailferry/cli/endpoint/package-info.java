/** The command line's words for a mailbox on a server: the options with {@code 1} and {@code 2}, and the passwords that belong to them. */
@NullMarked
package org.mailferry.cli.endpoint;

import org.jspecify.annotations.NullMarked;

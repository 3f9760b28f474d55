/** {@code sync}: copies mailboxes from the shell, in the words of imapsync. */
@NullMarked
package org.mailferry.cli.sync;

import org.jspecify.annotations.NullMarked;

/** The steps of the runbook that copy mail: each reads its ids, runs one bounded slice, and writes what came of it. */
@NullMarked
package org.mailferry.mailsync.process;

import org.jspecify.annotations.NullMarked;

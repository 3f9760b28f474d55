/** The steps of the runbook that ask for, approve, open, look at and close maintenance windows. */
@NullMarked
package org.mailferry.window.process;

import org.jspecify.annotations.NullMarked;

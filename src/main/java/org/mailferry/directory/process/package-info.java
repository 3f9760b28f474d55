/** The runbook's step that compares the directory with the plan. */
@NullMarked
package org.mailferry.directory.process;

import org.jspecify.annotations.NullMarked;

/** The steps of the runbook that look at ports, name servers and mail flow, and the announcement of tasks by mail. */
@NullMarked
package org.mailferry.mailflow.process;

import org.jspecify.annotations.NullMarked;

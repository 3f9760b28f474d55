/** Pages beside Tasklist and Cockpit: what runs, the plan, the report. They read every core and change nothing. */
@NullMarked
package org.mailferry.dashboard;

import org.jspecify.annotations.NullMarked;

/** The plan at work in the runbook: its steps, and the operators' instructions with its values in them. */
@NullMarked
package org.mailferry.plan.process;

import org.jspecify.annotations.NullMarked;

/** The evidence's steps in the runbook: judging and waiving checks, readiness, and the sealed audit pack. */
@NullMarked
package org.mailferry.audit.process;

import org.jspecify.annotations.NullMarked;

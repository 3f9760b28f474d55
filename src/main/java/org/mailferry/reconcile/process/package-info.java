/** The steps of the runbook that compare mailboxes and accept what differs. */
@NullMarked
package org.mailferry.reconcile.process;

import org.jspecify.annotations.NullMarked;

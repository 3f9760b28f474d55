/** The runbook's steps that make, open and block accounts on the new platform. */
@NullMarked
package org.mailferry.target.process;

import org.jspecify.annotations.NullMarked;

/** A small running engine for tests of steps that need one, on an in-memory database. */
@NullMarked
package org.mailferry.runbook;

import org.jspecify.annotations.NullMarked;

/** The vocabulary of the runbook: one contract class per process, typed variables, roles and the engine's settings. */
@NullMarked
package org.mailferry.process;

import org.jspecify.annotations.NullMarked;

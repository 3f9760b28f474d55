/** Searches everything that a run leaves behind for a secret that must be nowhere. */
@NullMarked
package org.mailferry.canary;

import org.jspecify.annotations.NullMarked;

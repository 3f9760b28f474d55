/** What the engine knows about running and finished migrations. */
@NullMarked
package org.mailferry.dashboard.process;

import org.jspecify.annotations.NullMarked;

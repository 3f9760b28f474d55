/** How mail finds its way: name servers, listeners, probes through the real flow, and snapshots to go back to. */
@NullMarked
package org.mailferry.mailflow;

import org.jspecify.annotations.NullMarked;

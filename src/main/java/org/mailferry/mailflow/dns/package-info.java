/** Questions to name servers with dnsjava: one message to one server, nothing cached. */
@NullMarked
package org.mailferry.mailflow.dns;

import org.jspecify.annotations.NullMarked;

/** Looks at ports with plain sockets. */
@NullMarked
package org.mailferry.mailflow.net;

import org.jspecify.annotations.NullMarked;

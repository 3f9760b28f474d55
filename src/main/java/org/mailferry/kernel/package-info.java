/** The words every part of Mailferry shares: addresses, ids, endpoints, accounts, secrets and kinds of failure. */
@NullMarked
package org.mailferry.kernel;

import org.jspecify.annotations.NullMarked;

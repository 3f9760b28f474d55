/** When service may be touched: maintenance windows, the rules for their time, and approvals that bind to what was shown. */
@NullMarked
package org.mailferry.window;

import org.jspecify.annotations.NullMarked;

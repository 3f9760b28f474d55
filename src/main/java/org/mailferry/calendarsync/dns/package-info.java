/** Where calendar servers are, asked of DNS. */
@NullMarked
package org.mailferry.calendarsync.dns;

import org.jspecify.annotations.NullMarked;

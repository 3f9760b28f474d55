/** An authoritative name server whose records the demo can switch. */
@NullMarked
package org.mailferry.lab.dns;

import org.jspecify.annotations.NullMarked;

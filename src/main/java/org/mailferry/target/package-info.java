/** The new platform: which accounts it must have, who makes them, and who may log in. */
@NullMarked
package org.mailferry.target;

import org.jspecify.annotations.NullMarked;

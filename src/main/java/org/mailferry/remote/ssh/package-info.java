/** Commands over SSH. */
@NullMarked
package org.mailferry.remote.ssh;

import org.jspecify.annotations.NullMarked;

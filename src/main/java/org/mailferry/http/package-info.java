/** The one way out over HTTP: timeouts on everything, a log without secrets, and answers that say who has to act. */
@NullMarked
package org.mailferry.http;

import org.jspecify.annotations.NullMarked;

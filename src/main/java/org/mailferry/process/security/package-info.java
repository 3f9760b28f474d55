/** Who may do what: logins, grants of the four groups, the first administrator, and the guard around the engine's known holes. */
@NullMarked
package org.mailferry.process.security;

import org.jspecify.annotations.NullMarked;

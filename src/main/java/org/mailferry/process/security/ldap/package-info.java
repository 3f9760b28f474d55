/** People who sign in with their directory password: the engine's users and groups, read from LDAP and never written. */
@NullMarked
package org.mailferry.process.security.ldap;

import org.jspecify.annotations.NullMarked;

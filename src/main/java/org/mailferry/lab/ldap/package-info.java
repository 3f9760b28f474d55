/** The company's directory, in memory. */
@NullMarked
package org.mailferry.lab.ldap;

import org.jspecify.annotations.NullMarked;

/** Reads a directory over LDAP version 3: Active Directory, FreeIPA, 389 Directory Server, OpenLDAP. */
@NullMarked
package org.mailferry.directory.ldap;

import org.jspecify.annotations.NullMarked;

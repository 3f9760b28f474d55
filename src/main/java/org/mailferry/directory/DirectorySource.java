package org.mailferry.directory;

import org.mailferry.kernel.SecretReference;

/**
 * Where a directory is and which of its entries count.
 *
 * @param url {@code ldap://host:port} or {@code ldaps://host:port}
 * @param startTls secures an {@code ldap} connection before the password is sent
 * @param filter RFC 4515; empty for the product's own
 * @param product whose attributes are read, the name of a preset; empty for whichever product
 * @param groupsBaseDn empty when groups are not read
 * @param groupsFilter empty for the product's own
 */
public record DirectorySource(String url, boolean startTls, String bindDn, SecretReference password, String baseDn, String filter,
                              String product, String groupsBaseDn, String groupsFilter) {
    /** People only, whichever product it is. */
    public DirectorySource(String url, boolean startTls, String bindDn, SecretReference password, String baseDn, String filter) {
        this(url, startTls, bindDn, password, baseDn, filter, "", "", "");
    }
}

package org.mailferry.directory;

import org.mailferry.kernel.SecretReference;

/**
 * Where a directory is and which of its entries count.
 *
 * @param url {@code ldap://host:port} or {@code ldaps://host:port}
 * @param startTls secures an {@code ldap} connection before the password is sent
 * @param filter RFC 4515
 */
public record DirectorySource(String url, boolean startTls, String bindDn, SecretReference password, String baseDn, String filter) {}

/** The sealed secrets in the database. */
@NullMarked
package org.mailferry.secret.jdbc;

import org.jspecify.annotations.NullMarked;

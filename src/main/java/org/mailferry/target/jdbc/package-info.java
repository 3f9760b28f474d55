/** The approved changes of the new platform in the database. */
@NullMarked
package org.mailferry.target.jdbc;

import org.jspecify.annotations.NullMarked;

/** Databases for tests: the same migrations on H2 and on PostgreSQL. */
@NullMarked
package org.mailferry.database;

import org.jspecify.annotations.NullMarked;

/** The audit trail and the checks in the application's database. */
@NullMarked
package org.mailferry.audit.jdbc;

import org.jspecify.annotations.NullMarked;

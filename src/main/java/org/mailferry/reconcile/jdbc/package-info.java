/** Findings of the verification in the database. */
@NullMarked
package org.mailferry.reconcile.jdbc;

import org.jspecify.annotations.NullMarked;

/** The mail ledger in the database, written in transactions of its own. */
@NullMarked
package org.mailferry.mailsync.jdbc;

import org.jspecify.annotations.NullMarked;

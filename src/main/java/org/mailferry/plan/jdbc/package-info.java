/** Plans as stored texts and the members' ledger in the application's database. */
@NullMarked
package org.mailferry.plan.jdbc;

import org.jspecify.annotations.NullMarked;

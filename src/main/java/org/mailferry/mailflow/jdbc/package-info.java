/** Probes, flow snapshots, TTLs and the outbox of task mail in the application's database. */
@NullMarked
package org.mailferry.mailflow.jdbc;

import org.jspecify.annotations.NullMarked;

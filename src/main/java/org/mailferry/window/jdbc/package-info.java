/** Windows and approvals in the application's database. */
@NullMarked
package org.mailferry.window.jdbc;

import org.jspecify.annotations.NullMarked;

/** Where passwords come from: environment, file, or the encrypted store whose key lives outside the database. */
@NullMarked
package org.mailferry.secret;

import org.jspecify.annotations.NullMarked;

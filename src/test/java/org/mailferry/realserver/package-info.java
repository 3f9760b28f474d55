/** Real servers for tests, each started in a folder of its own on a free port. */
@NullMarked
package org.mailferry.realserver;

import org.jspecify.annotations.NullMarked;

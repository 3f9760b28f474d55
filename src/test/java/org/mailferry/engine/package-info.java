/** The engine with the delegates of some capabilities, for tests. */
@NullMarked
package org.mailferry.engine;

import org.jspecify.annotations.NullMarked;

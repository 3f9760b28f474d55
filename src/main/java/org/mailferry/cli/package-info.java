/** Commands for the shell: one class each, without web server and engine unless they need them. */
@NullMarked
package org.mailferry.cli;

import org.jspecify.annotations.NullMarked;

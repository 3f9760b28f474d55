/** Commands on another host: the host is known by its key, arguments reach the program byte for byte, and every command has a time limit. */
@NullMarked
package org.mailferry.remote;

import org.jspecify.annotations.NullMarked;

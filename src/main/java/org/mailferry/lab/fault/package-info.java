/** Faults between us and a server, switched on and off while it runs. */
@NullMarked
package org.mailferry.lab.fault;

import org.jspecify.annotations.NullMarked;

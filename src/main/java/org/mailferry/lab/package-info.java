/** The lab: both sides of a migration simulated on loopback, for the demo and for fast tests. Nothing outside it imports it. */
@NullMarked
package org.mailferry.lab;

import org.jspecify.annotations.NullMarked;

/** Who exists: the company's directory, and how it differs from what the plan says. */
@NullMarked
package org.mailferry.directory;

import org.jspecify.annotations.NullMarked;

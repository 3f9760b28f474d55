/** A plan as a folder of files: plan.yaml and mailboxes.csv. */
@NullMarked
package org.mailferry.plan.folder;

import org.jspecify.annotations.NullMarked;

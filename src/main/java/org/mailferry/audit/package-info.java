/** What happened, who did it and on which evidence: an append-only trail whose entries chain by hash. */
@NullMarked
package org.mailferry.audit;

import org.jspecify.annotations.NullMarked;

/** Lists of mailboxes as other products write them, in and out (V77-V90, I5, W37). */
@NullMarked
package org.mailferry.plan.roster;

import org.jspecify.annotations.NullMarked;

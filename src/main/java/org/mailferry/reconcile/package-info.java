/** Whether both servers hold the same mail: by what they themselves answer, message by message, and who accepted what differs. */
@NullMarked
package org.mailferry.reconcile;

import org.jspecify.annotations.NullMarked;

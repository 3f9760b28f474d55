/** What is to be migrated: systems, domains, waves, mailboxes, and where each mailbox stands. */
@NullMarked
package org.mailferry.plan;

import org.jspecify.annotations.NullMarked;

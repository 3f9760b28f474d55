package org.mailferry.reconcile;

import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;

/** A message as its server gave it. */
record Seen(long uid, String sha256, InternalDate date, Flags flags) {}

package org.mailferry.mailsync;

/** How the work on a folder ended. {@code LATER}: it has to wait for something; others need not. */
enum Ending { THROUGH, TIME_OVER, LATER }

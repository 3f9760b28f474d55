package org.mailferry.mailsync;

/** Which way a ledger's lines read: from the source to the target, or back after a rollback was decided. */
public enum Direction { FORWARD, BACK }

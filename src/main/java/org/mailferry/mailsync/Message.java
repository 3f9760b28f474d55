package org.mailferry.mailsync;

/** A message in hand. Whoever receives it closes its content. */
public record Message(long uid, Flags flags, InternalDate date, Content content) {}

package org.mailferry.mailsync;

/** What a limit of a server holds for: all connections to it, those through one service login, or those to one mailbox. */
public enum LimitScope { SERVER, SERVICE, MAILBOX }

package org.mailferry.kernel;

/** How a connection is protected. A connection asked for {@code STARTTLS} or {@code TLS} is never downgraded. */
public enum TransportSecurity { PLAIN, STARTTLS, TLS }

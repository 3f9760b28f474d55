package org.mailferry.mailsync;

/** What is allowed on each server, by plan and settings. */
@FunctionalInterface
public interface KnownLimits {
    /** @param server {@code host:port} in small letters */
    ServerLimits of(String server);
}

package org.mailferry.mailsync;

/** What servers of a make allow as delivered. */
public enum ServerPreset {
    /** {@code Set-ImapSettings -MaxConnectionsPerUser}: 16, counted by whoever logs in. */
    EXCHANGE(new ServerLimits(LimitScope.SERVICE, 0, 16, 0, 0, 0, 0)),
    /** {@code mail_max_userip_connections}: 10. */
    DOVECOT(new ServerLimits(LimitScope.SERVER, 0, 10, 0, 0, 0, 0)),
    /** 15 connections an account, 2,500 MB down and 500 MB up a day. */
    GMAIL(new ServerLimits(LimitScope.MAILBOX, 0, 15, 0, 0, 2_500L << 20, 500L << 20)),
    OTHER(ServerLimits.NONE);

    private final ServerLimits limits;

    ServerPreset(ServerLimits limits) {
        this.limits = limits;
    }

    public ServerLimits limits() {
        return limits;
    }
}

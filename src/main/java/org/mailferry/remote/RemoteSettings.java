package org.mailferry.remote;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How hosts are logged in to for commands.
 *
 * @param connectTimeout for the connection itself
 * @param loginTimeout from the connection to the answer to the login
 * @param aliveEvery how often a host is asked whether it is still there while a command runs; after three silent answers it is lost
 * @param maxOutput what is kept of a command's output, and as much of its errors
 */
@ConfigurationProperties("mailferry.remote")
public record RemoteSettings(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("15s") Duration loginTimeout,
                             @DefaultValue("15s") Duration aliveEvery, @DefaultValue("1MB") DataSize maxOutput) {
    public RemoteSettings {
        positive("connect-timeout", connectTimeout);
        positive("login-timeout", loginTimeout);
        positive("alive-every", aliveEvery);
        if (maxOutput.toBytes() < 1_024 || maxOutput.toBytes() > 64L << 20) {
            throw new IllegalArgumentException("mailferry.remote.max-output is " + maxOutput + "; it must be between 1KB and 64MB");
        }
    }

    private static void positive(String key, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("mailferry.remote." + key + " is " + time + "; it must be longer than zero");
        }
    }
}

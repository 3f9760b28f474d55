package org.mailferry.mailsync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param slice how long a slice takes new batches
 * @param grace how long after that its connections are cut whatever they do; in the runbook both stay below the job's lock
 * @param batchMessages messages in a batch at most
 * @param batchSize bytes in a batch at most; a larger message goes alone
 * @param spoolAbove larger messages pass through a file instead of memory
 * @param connectTimeout for the TCP and TLS connection
 * @param readTimeout the longest silence of a server that owes us an answer, without the time that {@code slowestRate} allows it
 * @param writeTimeout the longest time a server takes nothing, likewise
 * @param attempts how often a message whose sending broke the connection is sent before it is refused
 * @param assumedBytesPerSecond the rate of a forecast before anything was measured
 * @param batchesOnTheWay how many batches may be sent and not answered at once
 * @param quiet how long the target may still be storing what a broken connection sent; what is not there then is sent again
 * @param slowestRate bytes a second: what a server was given and has not answered yet allows it that much more time
 */
@ConfigurationProperties("mailferry.mailsync")
public record MailsyncSettings(@DefaultValue("30s") Duration slice, @DefaultValue("30s") Duration grace,
                               @DefaultValue("300") int batchMessages, @DefaultValue("4MB") DataSize batchSize,
                               @DefaultValue("8MB") DataSize spoolAbove, @DefaultValue("20s") Duration connectTimeout,
                               @DefaultValue("30s") Duration readTimeout, @DefaultValue("30s") Duration writeTimeout,
                               @DefaultValue("3") int attempts, @DefaultValue("2MB") DataSize assumedBytesPerSecond,
                               @DefaultValue("2") int batchesOnTheWay, @DefaultValue("10s") Duration quiet,
                               @DefaultValue("16KB") DataSize slowestRate) {
    @ConstructorBinding public MailsyncSettings {
        if (slice.isNegative() || slice.isZero() || grace.isNegative()) {
            throw new IllegalArgumentException("mailferry.mailsync.slice must be longer than nothing, and grace not shorter");
        }
        if (batchMessages < 1 || attempts < 1 || batchesOnTheWay < 1) {
            throw new IllegalArgumentException("mailferry.mailsync.batch-messages, batches-on-the-way and attempts must be at least 1");
        }
        if (slowestRate.toBytes() < 1) {
            throw new IllegalArgumentException("mailferry.mailsync.slowest-rate must be at least 1 byte a second");
        }
    }

    /** With the default quiet time and slowest rate. */
    public MailsyncSettings(Duration slice, Duration grace, int batchMessages, DataSize batchSize, DataSize spoolAbove, Duration connectTimeout,
                            Duration readTimeout, Duration writeTimeout, int attempts, DataSize assumedBytesPerSecond,
                            int batchesOnTheWay) {
        this(slice, grace, batchMessages, batchSize, spoolAbove, connectTimeout, readTimeout, writeTimeout, attempts, assumedBytesPerSecond,
            batchesOnTheWay, Duration.ofSeconds(10), DataSize.ofKilobytes(16));
    }

    public static MailsyncSettings defaults() {
        return new MailsyncSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), 300, DataSize.ofMegabytes(4), DataSize.ofMegabytes(8),
            Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(30), 3, DataSize.ofMegabytes(2), 2, Duration.ofSeconds(10),
            DataSize.ofKilobytes(16));
    }

    /** A message may take that long on its line, and a slice more. */
    public MailsyncSettings withGrace(Duration longest) {
        return new MailsyncSettings(slice, longest, batchMessages, batchSize, spoolAbove, connectTimeout, readTimeout, writeTimeout, attempts,
            assumedBytesPerSecond, batchesOnTheWay, quiet, slowestRate);
    }

    public MailsyncSettings withSlowestRate(DataSize bytesPerSecond) {
        return new MailsyncSettings(slice, grace, batchMessages, batchSize, spoolAbove, connectTimeout, readTimeout, writeTimeout, attempts,
            assumedBytesPerSecond, batchesOnTheWay, quiet, bytesPerSecond);
    }

    /** The same with another patience towards servers. */
    public MailsyncSettings withTimeout(Duration longestSilence) {
        return new MailsyncSettings(slice, grace, batchMessages, batchSize, spoolAbove, connectTimeout, longestSilence, longestSilence, attempts,
            assumedBytesPerSecond, batchesOnTheWay, quiet, slowestRate);
    }
}

package org.mailferry.calendarsync.vk;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.HostedCalendars;
import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.HostedSettings;
import org.mailferry.remote.RemoteCommands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class VkConfiguration {
    /** On the way out whoever waits for a script is interrupted, and records that its end was not seen. */
    @Bean(destroyMethod = "close") VkThreads vkThreads(HostedSettings settings) {
        return new VkThreads(settings.parallel());
    }

    @Bean HostedCalendars vkCalendars(RemoteCommands commands, HostedRuns runs, AuditTrail trail, HostedSettings settings, Clock clock, VkThreads threads) {
        return new VkCalendars(runs, new VkRunner(commands, runs, trail, settings, clock, threads.executor()), settings.poll(), clock);
    }

    /** Threads for scripts; none is started before the first script. */
    record VkThreads(ExecutorService executor) implements AutoCloseable {
        VkThreads(int parallel) {
            this(Executors.newFixedThreadPool(parallel, work -> new Thread(work, "vk-script")));
        }

        @Override public void close() {
            executor.shutdownNow();
            try {
                executor.awaitTermination(5, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

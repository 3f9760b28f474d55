package org.mailferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.mailferry.kernel.Pacer;
import org.springframework.boot.ConfigurableBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts the lab before the application, in profile {@code lab}, because the application's settings name the lab's free ports. The
 * lab becomes a bean and ends with the application.
 */
final class LabEnvironment implements EnvironmentPostProcessor, Ordered {
    private final ConfigurableBootstrapContext bootstrap;

    LabEnvironment(ConfigurableBootstrapContext bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** After the configuration files, which say which profiles are on. */
    @Override public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("lab"))) {
            return;
        }
        Lab lab = Lab.start(newDirectory(), Clock.systemUTC(), Pacer.SLEEPING);
        environment.getPropertySources().addLast(new MapPropertySource("lab", Map.of(
            "mailferry.plan.directory", lab.folder().plans().toString(),
            "mailferry.lab.smtp-port", lab.target().smtpPort())));
        bootstrap.addCloseListener(ready -> adopt(ready.getApplicationContext(), lab));
    }

    private static void adopt(ConfigurableApplicationContext context, Lab lab) {
        context.getBeanFactory().registerSingleton("lab", lab);
        context.addApplicationListener((ApplicationEvent event) -> {
            boolean over = event instanceof ContextClosedEvent closed && closed.getApplicationContext() == context;
            if (over || event instanceof ApplicationFailedEvent) {
                lab.close();
            }
        });
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("mailferry-lab-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

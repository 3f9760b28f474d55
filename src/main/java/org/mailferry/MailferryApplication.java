package org.mailferry;

import java.time.Clock;
import org.mailferry.cli.MailferryCli;
import org.mailferry.kernel.Pacer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Serves the runbook; with a command as first argument it runs that command instead, without web server and engine. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MailferryApplication {
    public static void main(String[] args) {
        if (!MailferryCli.serves(args)) {
            System.exit(MailferryCli.run(args));
        }
        SpringApplication.run(MailferryApplication.class, MailferryCli.withoutServe(args));
    }

    @Bean Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Pacer pacer() {
        return Pacer.SLEEPING;
    }
}

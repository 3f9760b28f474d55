package org.mailferry.process.security;

import java.time.Clock;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.realserver.SlapdServer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The engine, its webapps and REST API behind our doors, without the capabilities. No component, so that no other test finds it. */
@EnableAutoConfiguration
@ComponentScan
@ConfigurationPropertiesScan
public class PeopleOnly {
    @Bean Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Secrets secrets() {
        return reference -> Secret.of(SlapdServer.MANAGER_PASSWORD);
    }

    @Bean Canary canary() {
        return new Canary();
    }

    @Bean Pacer pacer() {
        return Pacer.SLEEPING;
    }
}

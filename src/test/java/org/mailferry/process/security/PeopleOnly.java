package org.mailferry.process.security;

import java.time.Clock;
import org.mailferry.kernel.Pacer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The engine, its webapps and REST API behind our doors, without the capabilities. No component, so that no other test finds it. */
@EnableAutoConfiguration
@ComponentScan
@ConfigurationPropertiesScan
class PeopleOnly {
    @Bean Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Canary canary() {
        return new Canary();
    }

    @Bean Pacer pacer() {
        return Pacer.SLEEPING;
    }
}

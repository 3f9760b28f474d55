package org.mailferry;

import java.time.Clock;
import org.mailferry.kernel.Pacer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class MailferryApplication {
    public static void main(String[] args) {
        SpringApplication.run(MailferryApplication.class, args);
    }

    @Bean Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Pacer pacer() {
        return Pacer.SLEEPING;
    }
}

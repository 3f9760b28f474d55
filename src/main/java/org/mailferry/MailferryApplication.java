package org.mailferry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class MailferryApplication {
    public static void main(String[] args) {
        SpringApplication.run(MailferryApplication.class, args);
    }
}

package org.mailferry.cli;

import java.time.Clock;
import org.mailferry.mailsync.LoginRecords;
import org.mailferry.secret.SecretConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The application's settings and database for a command that needs the secret store, without engine and web server. No component itself. */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan(basePackageClasses = SecretConfiguration.class)
@ComponentScan(basePackages = "org.mailferry.mailsync.jdbc", useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LoginRecords.class))
class SecretWiring {
    static ConfigurableApplicationContext open() {
        return new SpringApplicationBuilder(SecretWiring.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false).registerShutdownHook(false)
            .properties("logging.level.root=WARN", "spring.datasource.hikari.maximum-pool-size=3").run();
    }

    @Bean Clock clock() {
        return Clock.systemUTC();
    }
}

package org.mailferry.cli;

import java.time.Clock;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailflow.DnsChecks;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.PortChecks;
import org.mailferry.mailflow.SenderChecks;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailsync.CountedLogins;
import org.mailferry.mailsync.LoginRecords;
import org.mailferry.mailsync.MailboxLogins;
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
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** What the preflight checks need: settings, database, secrets and the clients; no engine, no web server. No component itself. */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan(basePackageClasses = SecretConfiguration.class)
@ComponentScan(basePackages = {"org.mailferry.mailflow.net", "org.mailferry.mailflow.dns", "org.mailferry.directory.ldap", "org.mailferry.mailsync.imap"})
@ComponentScan(basePackages = "org.mailferry.mailsync.jdbc", useDefaultFilters = false,
    includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LoginRecords.class))
@ConfigurationPropertiesScan({"org.mailferry.mailflow", "org.mailferry.mailsync", "org.mailferry.directory"})
@Import({PortChecks.class, DnsChecks.class, SenderChecks.class, ServiceNameChecks.class, MxView.class, CountedLogins.class, MailboxLogins.class})
class PreflightWiring {
    static ConfigurableApplicationContext open() {
        return new SpringApplicationBuilder(PreflightWiring.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false).registerShutdownHook(false)
            .properties("logging.level.root=WARN", "spring.datasource.hikari.maximum-pool-size=3").run();
    }

    @Bean Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Pacer pacer() {
        return Pacer.SLEEPING;
    }
}

package org.mailferry.cli;

import java.time.Clock;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailflow.DnsChecks;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.PortChecks;
import org.mailferry.mailflow.SenderChecks;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailsync.CountedLogins;
import org.mailferry.mailsync.LimitedMailStores;
import org.mailferry.mailsync.MailboxPreflight;
import org.mailferry.mailsync.MailboxSize;
import org.mailferry.mailsync.MailboxSizes;
import org.mailferry.mailsync.PreflightCrew;
import org.mailferry.mailsync.RoundTrip;
import org.mailferry.mailsync.process.PlannedPreflight;
import org.mailferry.mailsync.process.PlannedServerLimits;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.secret.SecretConfiguration;
import org.mailferry.target.TargetPlatforms;
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
@ComponentScan(basePackages = {"org.mailferry.mailflow.net", "org.mailferry.mailflow.dns", "org.mailferry.directory.ldap", "org.mailferry.mailsync.imap",
    "org.mailferry.http", "org.mailferry.target.myoffice"})
@ComponentScan(basePackages = "org.mailferry.mailsync.jdbc",
    excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = MailboxSizes.class))
@ConfigurationPropertiesScan({"org.mailferry.mailflow", "org.mailferry.mailsync", "org.mailferry.directory", "org.mailferry.http"})
@Import({PortChecks.class, DnsChecks.class, SenderChecks.class, ServiceNameChecks.class, MxView.class, CountedLogins.class,
    LimitedMailStores.class, MailboxPreflight.class, PreflightCrew.class, RoundTrip.class, TargetPlatforms.class, PlannedPreflight.class})
class PreflightWiring {
    /** Within what the plan says of its servers, and what nodes on the same database use of them. */
    static ConfigurableApplicationContext open(MigrationPlan plan) {
        return new SpringApplicationBuilder(PreflightWiring.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false).registerShutdownHook(false)
            .properties("logging.level.root=WARN", "spring.datasource.hikari.maximum-pool-size=3")
            .initializers(context -> context.getBeanFactory().registerSingleton("knownLimits", PlannedServerLimits.of(plan))).run();
    }

    /** What is measured here is not the runbook's. */
    @Bean MailboxSizes mailboxSizes() {
        return new MailboxSizes() {
            @Override public Optional<MailboxSize> of(MailboxId mailbox) {
                return Optional.empty();
            }

            @Override public void save(MailboxSize size) {
                // Recorded by the runbook's own round.
            }
        };
    }

    @Bean Clock clock() {
        return Clock.systemUTC();
    }

    @Bean Pacer pacer() {
        return Pacer.SLEEPING;
    }
}

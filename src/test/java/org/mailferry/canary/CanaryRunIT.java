package org.mailferry.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.http.LoggedLines;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.SecretWriter;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.MailboxLogins;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.process.Role;
import org.mailferry.process.security.Accounts;
import org.mailferry.process.security.Browser;
import org.mailferry.secret.SecretStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A process that logs in with secrets, with luck and without, and fails; then everything it left behind is searched for them. */
@SpringBootTest(classes = CanaryRunIT.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    "spring.datasource.url=jdbc:h2:mem:canary;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;"
        + "INIT=CREATE DOMAIN IF NOT EXISTS BLOB AS BINARY LARGE OBJECT",
    "camunda.bpm.job-execution.enabled=false", "camunda.bpm.auto-deployment-enabled=false",
    // The test's mail server logs what it is sent; that log is the other side's.
    "logging.level.com.icegreen=off"})
class CanaryRunIT {
    private static final String RIGHT = "canary-right-5b1e77aa";
    private static final String WRONG = "canary-wrong-0c93d2f4";
    private static final String PASSWORD = "correct horse battery";
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

    @TempDir static Path folder;
    private static int imapPort;

    @LocalServerPort int port;
    @Autowired ProcessEngine engine;
    @Autowired DataSource dataSource;
    @Autowired SecretWriter writer;
    @Autowired Accounts accounts;

    @DynamicPropertySource static void keyFile(DynamicPropertyRegistry settings) {
        settings.add("mailferry.secret.key-file", () -> folder.resolve("key").toString());
    }

    @BeforeAll static void start() throws IOException {
        Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal());
        SERVER.start();
        imapPort = SERVER.getImap().getPort();
        SERVER.setUser("anna@example.org", "anna", RIGHT);
    }

    @AfterAll static void stop() {
        SERVER.stop();
    }

    private static MailAccount account(String name) {
        return new MailAccount(MailEndpoint.of("127.0.0.1", imapPort, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "anna",
            Optional.empty(), SecretReference.parse("store:" + name));
    }

    @Test void aSecretIsNowhereAfterARun() throws Exception {
        List<String> answers = new ArrayList<>();
        String log;
        try (LoggedLines logs = new LoggedLines()) {
            run(answers);
            log = logs.text();
        }
        for (String canary : List.of(RIGHT, WRONG)) {
            CanarySearch search = new CanarySearch(canary);
            assertThat(search.in(dataSource)).as("tables holding %s", canary).isEmpty();
            assertThat(search.in(answers.stream())).as("answers holding %s", canary).isEmpty();
            assertThat(log).contains("failWithCanary").doesNotContain(canary);
            assertThat(search.in(log.lines())).as("log lines holding %s", canary).isEmpty();
        }
        assertThat(answers).anyMatch(answer -> answer.contains("canary-run")).anyMatch(answer -> answer.contains("MigrationException"));
    }

    private void run(List<String> answers) {
        writer.store("right", Secret.of(RIGHT));
        writer.store("wrong", Secret.of(WRONG));
        accounts.ensure("adam", "Adam", "Administrator", Secret.of(PASSWORD), Role.ADMINISTRATORS);
        engine.getRepositoryService().createDeployment().addClasspathResource("org/mailferry/canary/canary-run.bpmn").deploy();
        String instance = engine.getRuntimeService().startProcessInstanceByKey("canary-run").getId();
        engine.getManagementService().executeJob(job(instance).getId());
        assertThat(engine.getRuntimeService().getVariable(instance, "welcomed")).isEqualTo(true);
        assertThat(engine.getRuntimeService().getVariable(instance, "refusal")).asString().isNotEmpty();
        engine.getTaskService().complete(engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult().getId());
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(catchThrowable(() -> engine.getManagementService().executeJob(job(instance).getId()))).isNotNull();
        }
        Browser adam = Browser.basic(port, "adam", PASSWORD);
        for (String path : List.of("/process-instance/" + instance + "/variables", "/job/" + job(instance).getId() + "/stacktrace", "/incident",
            "/history/variable-instance", "/history/activity-instance", "/history/job-log", "/history/detail", "/history/incident",
            "/history/process-instance", "/history/user-operation", "/external-task-log")) {
            answers.add(adam.get("/engine-rest" + path).body());
        }
        answers.add(adam.get("/actuator/metrics").body());
    }

    private Job job(String instance) {
        return engine.getManagementService().createJobQuery().processInstanceId(instance).singleResult();
    }

    /** Engine, doors, secret store and IMAP; no component, so that no other test finds it. */
    @EnableAutoConfiguration
    @ComponentScan({"org.mailferry.process.security", "org.mailferry.secret", "org.mailferry.mailsync.imap"})
    @ConfigurationPropertiesScan("org.mailferry.process.security")
    @EnableConfigurationProperties(MailsyncSettings.class)
    @Import(MailboxLogins.class)
    static class Application {
        @Bean Clock clock() {
            return Clock.systemUTC();
        }

        @Bean JavaDelegate probeCanary(MailboxLogins logins) {
            return execution -> {
                execution.setVariable("welcomed", logins.refusal(account("right")).isEmpty());
                execution.setVariable("refusal", logins.refusal(account("wrong")).orElse(""));
            };
        }

        @Bean JavaDelegate failWithCanary(MailboxLogins logins, Secrets secrets) {
            return execution -> {
                SERVER.stop();
                secrets.resolve(SecretReference.parse("store:wrong"));
                logins.refusal(account("wrong"));
            };
        }
    }
}

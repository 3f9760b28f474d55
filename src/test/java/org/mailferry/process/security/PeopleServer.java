package org.mailferry.process.security;

import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.mailferry.kernel.Secret;
import org.mailferry.process.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The engine behind our doors on a free port, with one person of each role. All subclasses share one application. */
@SpringBootTest(classes = PeopleOnly.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    "spring.datasource.url=jdbc:h2:mem:people;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;INIT=CREATE DOMAIN IF NOT EXISTS BLOB AS BINARY LARGE OBJECT",
    "camunda.bpm.job-execution.enabled=false", "camunda.bpm.auto-deployment-enabled=false", "spring.flyway.enabled=false"})
abstract class PeopleServer {
    static final String PASSWORD = "correct horse battery";

    @LocalServerPort int port;
    @Autowired ProcessEngine engine;
    @Autowired Accounts accounts;

    @BeforeEach void people() {
        accounts.ensure("anna", "Anna", "Operator", Secret.of(PASSWORD), Role.OPERATORS);
        accounts.ensure("viktor", "Viktor", "Manager", Secret.of(PASSWORD), Role.CHANGE_MANAGERS);
        accounts.ensure("olga", "Olga", "Auditor", Secret.of(PASSWORD), Role.AUDITORS);
        accounts.ensure("adam", "Adam", "Administrator", Secret.of(PASSWORD), Role.ADMINISTRATORS);
        accounts.ensure("nina", "Nina", "Nobody", Secret.of(PASSWORD));
    }

    Browser anonymous() {
        return Browser.anonymous(port);
    }

    Browser restAs(String user) {
        return Browser.basic(port, user, PASSWORD);
    }

    Browser webappAs(String user, String app) {
        return Browser.signedIn(port, user, PASSWORD, app);
    }

    String deploy(String resource) {
        return engine.getRepositoryService().createDeployment().addClasspathResource("org/mailferry/process/security/" + resource)
            .deployWithResult().getDeployedProcessDefinitions().get(0).getId();
    }
}

package org.mailferry.process.security.ldap;

import java.time.Clock;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.mailferry.kernel.Secrets;
import org.mailferry.process.security.LoginThrottle;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Switches the engine's users over to the directory when one is configured. */
@Component
@ConditionalOnProperty("mailferry.login.ldap.url")
final class DirectoryLogin extends AbstractProcessEnginePlugin {
    private final KnownPeople people;

    DirectoryLogin(DirectorySettings settings, Secrets secrets, Clock clock) {
        Directory directory = new Directory(settings, new DirectoryConnector(settings, secrets));
        this.people = new KnownPeople(directory, settings.refresh(), new LoginThrottle(clock), clock);
    }

    @Override public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new SessionFactory() {
            @Override public Class<?> getSessionType() {
                return ReadOnlyIdentityProvider.class;
            }

            @Override public Session openSession() {
                return new DirectoryProvider(people);
            }
        });
    }
}

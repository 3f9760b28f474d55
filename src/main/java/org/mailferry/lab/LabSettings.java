package org.mailferry.lab;

import java.time.Duration;
import java.util.List;
import org.mailferry.kernel.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param password of every demo user
 * @param faults ids of the faults that are on from the start
 * @param startMigration whether a migration of the lab's plan is started once the application is up
 * @param autopilot whether the people are played
 * @param autopilotExit whether the application ends when the play is over
 * @param autopilotPatience how long nothing may happen before the play is given up
 */
@ConfigurationProperties("mailferry.lab")
record LabSettings(@DefaultValue("ferry") String password, @DefaultValue List<String> faults, @DefaultValue("true") boolean startMigration,
                   @DefaultValue("false") boolean autopilot, @DefaultValue("true") boolean autopilotExit, @DefaultValue("3m") Duration autopilotPatience) {
    Secret demoPassword() {
        return Secret.of(password);
    }
}

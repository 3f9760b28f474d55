package org.mailferry.lab;

import java.time.Clock;
import org.mailferry.kernel.Pacer;
import org.mailferry.lab.story.Cast;
import org.mailferry.lab.story.Player;
import org.mailferry.process.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the lab adds to the application. The {@link Lab} itself was started before it. */
@Configuration(proxyBeanMethods = false)
@Profile("lab")
class LabConfiguration {
    @Bean LabFaults labFaults(Lab lab, LabSettings settings) {
        LabFaults faults = new LabFaults(lab);
        settings.faults().forEach(id -> faults.set(id, true));
        return faults;
    }

    @Bean LabHands labHands(Lab lab, LabFaults faults, Clock clock) {
        return new LabHands(lab, faults, clock, Pacer.SLEEPING);
    }

    @Bean Cast labCast(LabSettings settings) {
        return new Cast(DemoPeople.with(Role.OPERATORS).stream().map(person -> player(person, settings)).toList(),
            DemoPeople.with(Role.CHANGE_MANAGERS).stream().map(person -> player(person, settings)).toList(), player(DemoPeople.OLGA, settings));
    }

    private static Player player(DemoPeople person, LabSettings settings) {
        return new Player(person.userId(), settings.demoPassword());
    }
}

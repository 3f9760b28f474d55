package org.mailferry.lab;

import java.time.Clock;
import org.mailferry.kernel.Pacer;
import org.mailferry.lab.story.Autopilot;
import org.mailferry.lab.story.Cast;
import org.mailferry.lab.story.EngineRest;
import org.mailferry.lab.story.FormAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Once the application is up: starts a migration of the lab's plan, so that it waits for its first human step, and plays the people if asked. */
@Component
@Profile("lab")
final class LabStart {
    private static final Logger log = LoggerFactory.getLogger(LabStart.class);

    private final LabSettings settings;
    private final Cast cast;
    private final LabHands hands;
    private final Clock clock;

    LabStart(LabSettings settings, Cast cast, LabHands hands, Clock clock) {
        this.settings = settings;
        this.cast = cast;
        this.hands = hands;
        this.clock = clock;
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        ConfigurableApplicationContext context = ready.getApplicationContext();
        if (!settings.startMigration() || !(context instanceof WebServerApplicationContext web) || web.getWebServer() == null) {
            return;
        }
        String baseUrl = "http://127.0.0.1:" + web.getWebServer().getPort();
        tell("The lab is ready: " + baseUrl + "/ shows what runs and who can log in");
        Autopilot autopilot = autopilot(baseUrl);
        String instance = autopilot.start(LabPlan.NAME);
        if (settings.autopilot()) {
            Thread play = new Thread(() -> play(autopilot, instance, baseUrl, context), "lab-autopilot");
            play.start();
        }
    }

    private void play(Autopilot autopilot, String instance, String baseUrl, ApplicationContext context) {
        int exitCode = 1;
        try {
            Autopilot.Ending ending = autopilot.play(instance);
            tell(new EngineRest(baseUrl).page(cast.auditor(), "/report/" + LabPlan.NAME));
            tell(ending.reached() ? "The migration ended after " + ending.steps() + " human steps: " + ending.end() : "The play was given up: " + ending.problem());
            exitCode = ending.reached() ? 0 : 1;
        } catch (RuntimeException e) {
            log.error("The autopilot failed", e);
        }
        if (settings.autopilotExit()) {
            int code = exitCode;
            SpringApplication.exit(context, () -> code);
            System.exit(code);
        }
    }

    private Autopilot autopilot(String baseUrl) {
        return new Autopilot(new EngineRest(baseUrl), cast, hands, new FormAnswers(clock, java.util.Map.of()), clock, Pacer.SLEEPING, settings.autopilotPatience(), LabStart::tell);
    }

    private static void tell(String line) {
        log.info("{}", line);
    }
}

package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SettingsStepProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(SettingsStepProcess.KEY);

    private static final String WRONG = "Not all replicas run: psn-redis_redis 0/1.";

    @Test void goodOutputThatIsConfirmedSettlesTheStep() {
        PATH.on("judgeStep").sets("stepVerdict", SettingsStepProcess.GOOD);
        PATH.on("confirmStep").sets("stepConfirmed", true);
        begin();
        PATH.complete("carry-out-step", done("psn-redis_redis 1/1"));
        PATH.run("judgeStep", "confirmStep");
        PATH.endedAt("step-settled");
    }

    @Test void redOutputComesBackWithTheWords() {
        PATH.on("judgeStep").sets(Map.of("stepVerdict", SettingsStepProcess.AGAIN, "stepFinding", WRONG)).sets("stepVerdict", SettingsStepProcess.GOOD);
        PATH.on("confirmStep").sets("stepConfirmed", true);
        begin();
        PATH.complete("carry-out-step", done("psn-redis_redis 0/1"));
        PATH.run("judgeStep");
        PATH.waitsAt("carry-out-step");
        assertThat(PATH.variable("stepFinding")).isEqualTo(WRONG);
        assertThat(PATH.on("confirmStep").calls()).as("nobody looks from outside at what its own output calls red").isEmpty();
        PATH.complete("carry-out-step", done("psn-redis_redis 1/1"));
        PATH.run("judgeStep", "confirmStep");
        PATH.endedAt("step-settled");
    }

    @Test void goodOutputThatNobodyConfirmsComesBack() {
        PATH.on("judgeStep").sets("stepVerdict", SettingsStepProcess.GOOD);
        PATH.on("confirmStep").sets("stepConfirmed", false);
        begin();
        PATH.complete("carry-out-step", done("psn-redis_redis 1/1"));
        PATH.run("judgeStep", "confirmStep");
        PATH.waitsAt("carry-out-step");
    }

    @Test void aStepIsLeftOutWithAReasonOnly() {
        PATH.on("judgeStep").sets("stepVerdict", SettingsStepProcess.LEFT_OUT);
        begin();
        assertThatThrownBy(() -> PATH.complete("carry-out-step", Map.of("stepAnswer", SettingsStepProcess.LEAVE_OUT, "stepReason", " ")))
            .hasMessageContaining("must be filled in");
        PATH.complete("carry-out-step", Map.of("stepAnswer", SettingsStepProcess.LEAVE_OUT, "stepReason", "It has been installed for years."));
        PATH.run("judgeStep");
        PATH.endedAt("step-left-out");
    }

    @Test void secretsOfTheOutputAreHiddenBeforeItIsKept() {
        begin();
        PATH.complete("carry-out-step", done("psn-redis_redis 1/1\nredis_password: \"canary&7%\""));
        assertThat(PATH.variable("stepOutput")).isEqualTo("psn-redis_redis 1/1\nredis_password: •••");
        assertThat(PATH.trail()).extracting(entry -> entry.detail()).noneMatch(detail -> detail.contains("canary")).anyMatch(detail -> detail.contains("psn-redis_redis 1/1"));
    }

    @Test void outputIsAskedForOnlyWhereThePageReadsSome() {
        PATH.on("judgeStep").sets("stepVerdict", SettingsStepProcess.GOOD);
        PATH.start(Map.of("planName", "office", "settingsStep", "myoffice-dns", "stepPaste", "none"));
        PATH.complete("carry-out-step", Map.of("stepAnswer", SettingsStepProcess.DONE));
        PATH.run("judgeStep");
        PATH.waitsAt("confirmStep");
    }

    private static Map<String, String> done(String output) {
        return Map.of("stepAnswer", SettingsStepProcess.DONE, "stepOutput", output);
    }

    private static void begin() {
        PATH.start(Map.of("planName", "office", "settingsStep", "myoffice-services", "stepPaste", "services"));
    }
}

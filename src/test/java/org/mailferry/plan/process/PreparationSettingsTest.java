package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PreparationSettingsTest {
    @Test void noStepIsLeftOutUnlessTold() {
        assertThat(bind(Map.of()).leavesOut("myoffice-dns")).isFalse();
    }

    @Test void oneOrAllAreLeftOut() {
        assertThat(bind(Map.of("mailferry.preparation.left-out-steps", "myoffice-dns")).leavesOut("myoffice-dns")).isTrue();
        assertThat(bind(Map.of("mailferry.preparation.left-out-steps", "myoffice-dns")).leavesOut("myoffice-backup")).isFalse();
        assertThat(bind(Map.of("mailferry.preparation.left-out-steps", "*")).leavesOut("myoffice-backup")).isTrue();
    }

    private static PreparationSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("mailferry.preparation", PreparationSettings.class);
    }
}

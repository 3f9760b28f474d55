package org.mailferry.mailsync.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailferry.mailsync.MailsyncSettings;

class SliceBoundTest {
    @Test void theDefaultsFitTheLock() {
        assertThatCode(() -> new SliceBound(MailsyncSettings.defaults(), 90_000)).doesNotThrowAnyException();
    }

    @Test void aSliceThatOutlivesItsLockIsRefusedAndSaysWhatToRaise() {
        MailsyncSettings patient = MailsyncSettings.defaults().withGrace(Duration.ofMinutes(9));
        assertThatThrownBy(() -> new SliceBound(patient, 90_000)).hasMessageContaining("need a lock of 590000 ms").hasMessageContaining("lock-time-in-millis is 90000");
        assertThatCode(() -> new SliceBound(patient, 600_000)).doesNotThrowAnyException();
    }
}

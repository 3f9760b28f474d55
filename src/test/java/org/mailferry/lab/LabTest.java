package org.mailferry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.Pacer;

class LabTest {
    @TempDir static Path directory;

    private final Lab lab = Lab.start(directory, Clock.systemUTC(), Pacer.SLEEPING);

    @AfterEach void close() {
        lab.close();
    }

    @Test void theOldServerIsFullAndTheNewOneIsEmpty() {
        assertThat(lab.story().people()).hasSize(12).allSatisfy(person -> {
            String address = lab.story().address(person);
            assertThat(lab.source().folders(address).stream().mapToInt(folder -> lab.source().letters(address, folder).size()).sum()).isGreaterThan(9);
            assertThat(lab.target().hasAccount(address)).isFalse();
        });
    }

    @Test void theMailboxThatFailsIsRepairedWhenTheFaultIsCleared() throws MessagingException {
        LabFaults faults = new LabFaults(lab);
        faults.set("wrong-password", true);
        assertThatThrownBy(this::loginAsVictim).isInstanceOf(AuthenticationFailedException.class);

        faults.set("wrong-password", false);

        loginAsVictim();
        assertThatThrownBy(() -> faults.set("no-such-fault", true)).hasMessageContaining("wrong-password");
    }

    @Test void onlyOneFaultOfTheLineIsInForce() {
        LabFaults faults = new LabFaults(lab);
        faults.set("slow-source", true);
        faults.set("refusing-source", true);

        assertThat(faults.isOn(LabFault.SLOW_SOURCE)).isFalse();
        assertThat(lab.sourceLine().fault().refuses()).isTrue();
    }

    @Test void nothingIsLeftOnDisk() {
        assertThat(Files.exists(directory.resolve("plans").resolve(LabPlan.NAME).resolve("plan.yaml"))).isTrue();

        lab.close();

        assertThat(Files.exists(directory.resolve("plans"))).isFalse();
    }

    private void loginAsVictim() throws MessagingException {
        Properties timeouts = new Properties();
        timeouts.put("mail.imap.connectiontimeout", "5000");
        timeouts.put("mail.imap.timeout", "5000");
        String login = lab.story().address(lab.story().person("s.pavlov"));
        try (Store store = Session.getInstance(timeouts).getStore("imap")) {
            store.connect("127.0.0.1", lab.sourceLine().port(), login, lab.folder().secret("source-s.pavlov").reveal());
        }
    }
}

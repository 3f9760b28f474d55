package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestUserProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(TestUserProcess.KEY);

    @Test void aPersonConfirmsTheMovedMailbox() {
        begin();
        PATH.complete("confirm-test-user", Map.of("confirmed", true));
        PATH.endedAt("test-user-confirmed");
        assertThat(PATH.on(MailboxMigrationProcess.KEY).calls()).singleElement()
            .satisfies(given -> assertThat(given).containsEntry("mailboxId", "office/test@corp.test").containsEntry("cutoverAtOnce", true));
        assertThat(PATH.variable("mailboxState")).isEqualTo("SWITCHED");
    }

    @Test void whatIsWrongIsCorrectedAndTheMailboxMovesAgain() {
        begin();
        PATH.complete("confirm-test-user", Map.of("confirmed", false, "remark", "No sent mail."));
        PATH.complete("correct-test-user");
        PATH.waitsAt("confirm-test-user");
        assertThat(PATH.on(MailboxMigrationProcess.KEY).calls()).hasSize(2);
    }

    private static void begin() {
        PATH.on("pickTestMailbox").sets(Map.of("mailboxId", "office/test@corp.test", "waveId", "office/test"));
        PATH.on(MailboxMigrationProcess.KEY).sets("mailboxState", "SWITCHED");
        PATH.start();
        PATH.run("pickTestMailbox");
    }
}

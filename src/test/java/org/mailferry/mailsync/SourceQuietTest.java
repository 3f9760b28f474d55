package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MailboxId;

class SourceQuietTest {
    private final Ferry ferry = new Ferry();
    private final SourceQuiet quiet = new SourceQuiet(ferry.stores, ferry.ledger, new Looks(), ferry.settings, ferry.clock);

    @Test void hearsWhatArrivedSinceTheLastPass() {
        ferry.source.deliver("INBOX", "one", "01-Jan-2020");
        ferry.run(Pass.FINAL);
        assertThat(quiet.look(ferry.job())).isEmpty();
        ferry.source.deliver("INBOX", "two", "02-Jan-2020");
        ferry.source.deliver("Late", "three", "02-Jan-2020");
        assertThat(quiet.look(ferry.job())).isEqualTo("INBOX: 1 new since the last pass; Late: a new folder with 1 messages");
    }

    @Test void hearsAFolderThatWasThoughtGone() {
        MemoryServer.Folder late = ferry.source.folder("Late");
        ferry.run(Pass.FINAL);
        ferry.source.folders.remove("Late");
        ferry.run(Pass.FINAL);
        ferry.source.folders.put("Late", late);
        ferry.source.deliver("Late", "one", "01-Jan-2020");
        assertThat(quiet.look(ferry.job())).isEqualTo("Late: 1 new since the last pass");
    }

    private static final class Looks implements SourceLooks {
        private final Map<MailboxId, Look> looks = new HashMap<>();

        @Override public Optional<Look> of(MailboxId mailbox) {
            return Optional.ofNullable(looks.get(mailbox));
        }

        @Override public void save(Look look) {
            looks.put(look.mailbox(), look);
        }
    }
}

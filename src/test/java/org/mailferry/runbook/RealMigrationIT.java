package org.mailferry.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.canary.CanarySearch;
import org.mailferry.lab.story.Autopilot;

/**
 * The main job on real input: preparation to decommission, between two real Dovecot servers, on real PostgreSQL, with the delivered
 * jar; no password is left anywhere afterwards. {@code -Dmailferry.it.kills=0} runs it undisturbed; see {@link ImapServers} for other servers.
 */
class RealMigrationIT {
    private static final int KILLS = Integer.getInteger("mailferry.it.kills", 3);
    private static final int PER_FOLDER = Integer.getInteger("mailferry.it.messages", 60);

    @Test void migrationKilledThreeTimesEndsWithIdenticalMailboxes(@TempDir Path folder) throws Exception {
        try (RealMigration migration = new RealMigration(folder)) {
            migration.fill(PER_FOLDER);
            long messages = 0;
            for (String mailbox : migration.servers.mailboxes()) {
                messages += migration.source(mailbox).count();
            }
            CompletableFuture<Integer> kills = killOnTheWay(migration, messages);
            Autopilot.Ending ending = migration.play();

            assertThat(ending.problem()).as("what stopped the play; the node's log ends with\n%s", migration.node.tail()).isEmpty();
            assertThat(ending.end()).isEqualTo("Plan migrated");
            assertThat(kills.get(1, TimeUnit.MINUTES)).as("kills while mail was copied").isEqualTo(KILLS);
            for (String mailbox : migration.servers.mailboxes()) {
                assertThat(migration.target(mailbox).folders()).as(mailbox).isEqualTo(migration.source(mailbox).folders());
            }
            for (String password : migration.passwords()) {
                CanarySearch canary = new CanarySearch(password);
                assertThat(canary.in(migration.postgres.getPostgresDatabase())).as("columns that hold a password").isEmpty();
                assertThat(canary.isIn(Files.readAllBytes(migration.node.log()))).as("a password in the log").isFalse();
            }
        }
    }

    /** Kills the node with {@code kill -9} each time another share of the mail has been dealt with, and starts it again. */
    private static CompletableFuture<Integer> killOnTheWay(RealMigration migration, long messages) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                for (int kill = 1; kill <= KILLS; kill++) {
                    while (migration.settledMessagesOrZero() < messages * kill / (KILLS + 1)) {
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                    migration.node.killAndRestart();
                    System.out.println("  Killed the node with " + migration.settledMessagesOrZero() + " of " + messages + " messages in the ledger");
                    migration.node.awaitHealthy();
                }
                return KILLS;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

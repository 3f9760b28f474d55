package org.mailferry.runbook;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.fault.FaultProxy;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.lab.story.Autopilot;
import org.mailferry.lab.story.Cast;
import org.mailferry.lab.story.EngineRest;
import org.mailferry.lab.story.FormAnswers;
import org.mailferry.lab.story.HumanTask;
import org.mailferry.realserver.KnotServer;

/**
 * A whole migration as in life: two IMAP servers, PostgreSQL, a name server, the delivered jar in a process of its own, and people
 * who work over REST. Only MyOffice's administration API is simulated, because no server of it can be had.
 */
final class RealMigration implements AutoCloseable {
    static final String PBM_PASSWORD = "Pbm-canary-58213";
    /** V48; the policy's default. */
    static final Set<String> LEFT_OUT = Set.of("Черновики", "draft", "drafts", "Drafts", "Draft", "Контакты", "Contacts", "Задачи", "Tasks");
    private static final String ZONE = """
        @ %1$d IN MX 10 %2$s
        @ %1$d IN TXT "v=spf1 a:mail.corp.test a:mx.corp.test -all"
        _dmarc %1$d IN TXT "v=DMARC1; p=none"
        mail IN A 127.0.0.1
        mx IN A 127.0.0.1
        """;

    final ImapServers servers = new ImapServers();
    final EmbeddedPostgres postgres;
    final MailferryNode node;
    private final FaultProxy source;
    private final PbmSimulator pbm = new PbmSimulator(0, PbmSimulator.Settings.of("corp.test", Secret.of(PBM_PASSWORD)), Clock.systemUTC());
    private final KnotServer knot;
    private final SeededMail late = new SeededMail(7);
    private final Path plans;
    private int serial = 1;

    RealMigration(Path folder) throws IOException {
        source = FaultProxy.start(servers.sourcePort(), Pacer.SLEEPING);
        knot = KnotServer.start(Files.createDirectories(folder.resolve("knot")), Map.of("corp.test", ZONE.formatted(300, "mail")));
        postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
        plans = folder.resolve("plans");
        MigrationPlanFolder.write(plans, servers, source.port(), pbm.url(), knot.address());
        node = new MailferryNode(folder, Map.of(
            "SPRING_DATASOURCE_URL", postgres.getJdbcUrl("postgres", "postgres"), "SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", "",
            "SOURCE_MASTER", servers.masterPassword(), "TARGET_MASTER", servers.masterPassword(), "PBM_PASSWORD", PBM_PASSWORD,
            "MAILFERRY_SECRET_KEY", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="),
            List.of("--mailferry.plan.directory=" + plans, "--mailferry.mailsync.slice=8s", "--mailferry.mailsync.grace=8s",
                "--camunda.bpm.job-execution.lock-time-in-millis=30000",
                // Nobody is there to run commands on the installation and paste what they print.
                "--mailferry.preparation.left-out-steps=*",
                "--mailferry.audit.directory=" + folder.resolve("audit")));
    }

    /** Fills the source of the test's own servers; somebody else's are filled already. */
    void fill(int perFolder) throws Exception {
        if (!servers.own()) {
            return;
        }
        int seed = 1;
        for (String mailbox : servers.mailboxes()) {
            try (Store store = servers.open(servers.sourcePort(), mailbox)) {
                new SeededMail(seed++).fill(store, mailbox, perFolder);
            }
        }
    }

    /** Plays the people until the migration has ended; a node that is gone for a while is waited for, as people would. */
    Autopilot.Ending play() throws Exception {
        node.awaitHealthy();
        Cast cast = new RealPeople(node.url()).make(node);
        EngineRest engine = new EngineRest(node.url());
        Autopilot autopilot = new Autopilot(engine, cast, this::before, new FormAnswers(Clock.systemUTC(), Map.of()),
            Clock.systemUTC(), Pacer.SLEEPING, Duration.ofMinutes(10), line -> System.out.println("  " + line));
        System.out.print(node.command(RealPeople.PASSWORD, "plan", "check", plans.resolve(MigrationPlanFolder.NAME).toString()));
        System.out.print(node.command(RealPeople.PASSWORD, "plan", "start", MigrationPlanFolder.NAME, "--server", node.url(), "--user", "anna"));
        String instance = engine.read(cast.auditor(), "process-instance", Map.of("processDefinitionKey", "mail-migration")).path(0).path("id").asText();
        while (true) {
            try {
                return autopilot.play(instance);
            } catch (UncheckedIOException gone) {
                TimeUnit.MILLISECONDS.sleep(500);
                node.awaitHealthy();
            }
        }
    }

    /** Every password of the run; none may be found in the database or the log. */
    List<String> passwords() {
        return List.of(servers.masterPassword(), PBM_PASSWORD, RealPeople.PASSWORD);
    }

    /** Messages that the ledger says are dealt with; none before the node has made its tables. */
    long settledMessagesOrZero() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("select count(*) from mailsync_message")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException noTableYet) {
            return 0;
        }
    }

    MailboxContents source(String mailbox) throws Exception {
        try (Store store = servers.open(servers.sourcePort(), mailbox)) {
            return MailboxContents.of(store, LEFT_OUT);
        }
    }

    MailboxContents target(String mailbox) throws Exception {
        try (Store store = servers.open(servers.targetPort(), mailbox)) {
            return MailboxContents.of(store, Set.of());
        }
    }

    @Override public void close() throws IOException {
        node.close();
        postgres.close();
        knot.close();
        pbm.close();
        source.close();
        servers.close();
    }

    /** What the operators do outside: mail that arrives before the cutover, DNS records, switching the old server off. */
    private void before(HumanTask task) {
        switch (task.key()) {
            case "switch-routes" -> task.text("waveId").ifPresent(this::lateMail);
            case "lower-ttl" -> {
                knot.publish("corp.test", ++serial, ZONE.formatted(60, "mail"));
                lateMail("after the cutover");
            }
            case "switch-flow" -> knot.publish("corp.test", ++serial, ZONE.formatted(60, "mx"));
            case "switch-off-source" -> source.close();
            default -> { }
        }
    }

    private void lateMail(String waveId) {
        if (!servers.own()) {
            return;
        }
        try {
            String mailbox = servers.mailboxes().get(waveId.endsWith("pilot") ? 1 : waveId.endsWith("board") ? servers.mailboxes().size() - 1 : 2);
            try (Store store = servers.open(servers.sourcePort(), mailbox)) {
                late.append(store, mailbox, "INBOX", 3);
            }
        } catch (Exception e) {
            throw new IllegalStateException("Mail could not arrive late", e);
        }
    }
}

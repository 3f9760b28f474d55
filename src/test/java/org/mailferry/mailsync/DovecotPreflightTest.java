package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.MailboxPreflight.Answer;
import org.mailferry.mailsync.MailboxPreflight.Asked;
import org.mailferry.mailsync.MailboxPreflight.Question;
import org.mailferry.mailsync.PreflightCrew.Ending;
import org.mailferry.mailsync.imap.ImapForTests;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.target.AccessResult;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetPlatform;

/** What preparation asks mail servers, against real Dovecots: an open source, and a target with a quota and a limit of its own. */
class DovecotPreflightTest {
    private static final String QUOTA = """
        mail_plugins = quota
        imap_capability = +APPENDLIMIT=51200
        protocol imap {
          mail_plugins = quota imap_quota
        }
        plugin {
          quota = count:User quota
          quota_vsizes = yes
          quota_rule = *:storage=200K
        }""";
    private static final Clock CLOCK = Clock.systemUTC();
    private static final MailStores STORES = ImapForTests.stores(DovecotServer.secrets(), MailsyncSettings.defaults());
    private static DovecotServer source;
    private static DovecotServer target;

    private final List<MailboxSize> measured = new ArrayList<>();
    private final MailboxPreflight preflight = new MailboxPreflight(STORES, new MailboxSizes() {
        @Override public Optional<MailboxSize> of(MailboxId mailbox) {
            return Optional.empty();
        }

        @Override public void save(MailboxSize size) {
            measured.add(size);
        }
    }, MailsyncSettings.defaults(), CLOCK);

    @BeforeAll static void start() throws Exception {
        source = DovecotServer.start(Layout.PLAIN);
        target = DovecotServer.start(Layout.DOTTED.with(QUOTA));
        fill("anna@corp.test", "INBOX", 1_000);
        fill("boris@corp.test", "INBOX", 1_000);
        try (ImapTalk boris = talk("boris@corp.test")) {
            boris.ok("CREATE Archive/2020");
            boris.ok("CREATE Drafts");
        }
        fill("boris@corp.test", "Archive/2020", 60_000);
        fill("boris@corp.test", "Archive/2020", 70_000);
        fill("boris@corp.test", "Archive/2020", 51_201);
        fill("boris@corp.test", "Archive/2020", 51_200);
        fill("boris@corp.test", "Drafts", 90_000);
    }

    @AfterAll static void stop() {
        for (DovecotServer server : Arrays.asList(source, target)) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test void aMailboxThatFitsIsGood() {
        assertThat(byQuestion(preflight.ask(asked("anna@corp.test")))).allSatisfy((question, answer) -> assertThat(answer.verdict()).isEqualTo(Verdict.GOOD))
            .hasSize(4).satisfies(answers -> {
                assertThat(answers.get(Question.SOURCE_LOGIN).text()).contains("let anna@corp.test*migrator in (MASTER_USER)");
                assertThat(answers.get(Question.MESSAGE_SIZE).text()).isEqualTo("no message is larger than 50.0 KB (the target's IMAP server, APPENDLIMIT)");
                assertThat(answers.get(Question.QUOTA).text()).contains("1000 bytes on the source", "free of 200.0 KB");
            });
        assertThat(measured).singleElement().satisfies(size -> assertThat(size.bytes()).isEqualTo(1_000));
    }

    @Test void messagesAboveTheLimitAreNamedWithFolderAndSize() {
        Map<Question, Answer> answers = byQuestion(preflight.ask(asked("boris@corp.test")));
        assertThat(answers.get(Question.MESSAGE_SIZE).verdict()).isEqualTo(Verdict.BAD);
        assertThat(answers.get(Question.MESSAGE_SIZE).text()).startsWith("3 messages are larger than 50.0 KB").contains("Archive/2020: 58.6 KB of 02-Jan-2020", "68.4 KB", "UID 3")
            .doesNotContain("UID 4", "Drafts");
        assertThat(answers.get(Question.QUOTA).verdict()).isEqualTo(Verdict.BAD);
        assertThat(answers.get(Question.QUOTA).text()).startsWith("227.9 KB on the source");
    }

    @Test void theSmallestOfAllLimitsHoldsAndAPlannedQuotaCounts() {
        Asked boris = asked("boris@corp.test");
        Map<Question, Answer> answers = byQuestion(preflight.ask(new Asked(boris.job(), boris.account(), Optional.of(new Accounts(true)), OptionalLong.of(1_000_000),
            List.of(new MessageLimit(500, "the target's SMTP server, SIZE"), new MessageLimit(90_000, "the plan")))));
        assertThat(answers.get(Question.MESSAGE_SIZE).text()).startsWith("5 messages are larger than 500 bytes (the target's SMTP server, SIZE)");
        assertThat(answers.get(Question.QUOTA).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(answers.get(Question.QUOTA).text()).contains("of 976.6 KB on the target");
    }

    @Test void nobodyLogsInToAnAccountThatIsMadeLater() {
        Asked anna = asked("anna@corp.test");
        Map<Question, Answer> answers = byQuestion(preflight.ask(new Asked(anna.job(), anna.account(), Optional.of(new Accounts(false)), OptionalLong.of(100), List.of())));
        assertThat(answers.get(Question.TARGET_LOGIN).verdict()).isEqualTo(Verdict.LATER);
        assertThat(answers.get(Question.QUOTA).verdict()).isEqualTo(Verdict.BAD);
        assertThat(target.log()).doesNotContain("user=<later");
    }

    @Test void aRefusedLoginIsTheMailboxesOwnAndNamed() {
        MailAccount refused = new MailAccount(source.plain(), CredentialMode.OWN_PASSWORD, "refused@corp.test", Optional.empty(), SecretReference.parse("env:MASTER"));
        Asked asked = new Asked(new SyncJob(id("refused@corp.test"), refused, target.mailbox("refused@corp.test"), policy()), EmailAddress.parse("refused@corp.test"),
            Optional.empty(), OptionalLong.empty(), List.of());
        Map<Question, Answer> answers = byQuestion(preflight.ask(asked));
        assertThat(answers.get(Question.SOURCE_LOGIN).verdict()).isEqualTo(Verdict.BAD);
        assertThat(answers.get(Question.SOURCE_LOGIN).text()).doesNotContain(DovecotServer.MASTER_PASSWORD);
        assertThat(answers.get(Question.TARGET_LOGIN).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(answers.get(Question.QUOTA).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test void theCrewAsksAboutAllAndStopsAtAServerThatIsAway() {
        List<Asked> all = IntStream.range(0, 12).mapToObj(number -> asked("crew" + number + "@corp.test")).toList();
        AtomicInteger told = new AtomicInteger();
        assertThat(new PreflightCrew(preflight).ask(all, 4, () -> false, (asked, answers) -> told.incrementAndGet()).ending()).isEqualTo(Ending.ALL_ASKED);
        assertThat(told).hasValue(12);
        assertThat(new PreflightCrew(preflight).ask(all, 4, () -> told.get() >= 15, (asked, answers) -> told.incrementAndGet()).ending()).isEqualTo(Ending.TIME_OVER);
        MailAccount nowhere = new MailAccount(MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "x", Optional.empty(), SecretReference.parse("env:X"));
        told.set(0);
        List<Asked> away = all.stream().map(asked -> new Asked(new SyncJob(asked.job().mailbox(), nowhere, asked.job().target(), policy()), asked.account(),
            Optional.empty(), OptionalLong.empty(), List.of())).toList();
        assertThat(new PreflightCrew(preflight).ask(away, 1, () -> false, (asked, answers) -> told.incrementAndGet()).ending()).isEqualTo(Ending.SERVER_AWAY);
        assertThat(told).hasValue(3);
    }

    @Test void foldersAndAMessageGoThereAndBackAndNothingStays() throws Exception {
        for (DovecotServer server : List.of(source, target)) {
            RoundTrip.Result result = new RoundTrip(STORES, MailsyncSettings.defaults(), CLOCK).run(server.mailbox("probe@corp.test"));
            assertThat(result.problems()).isEmpty();
            assertThat(result.kept()).hasSize(ProbeName.values().length + 4).contains("a folder with an emoji", "the message's bytes", "keywords");
            assertThat(folders(server)).containsExactly("INBOX");
        }
    }

    @Test void whatAKilledRunLeftIsRemovedByALaterOneOnly() throws Exception {
        Instant now = CLOCK.instant();
        try (ImapTalk probe = new ImapTalk(source.port(), "killed@corp.test", DovecotServer.USER_PASSWORD)) {
            probe.ok("CREATE " + RoundTrip.PREFIX + now.getEpochSecond() + "-ab12/one");
            probe.ok("CREATE " + RoundTrip.PREFIX + "notes");
        }
        RoundTrip early = new RoundTrip(STORES, MailsyncSettings.defaults(), CLOCK);
        early.run(source.mailbox("killed@corp.test"));
        assertThat(folders(source, "killed@corp.test")).hasSize(4);
        Clock later = Clock.fixed(now.plusSeconds(700), ZoneOffset.UTC);
        new RoundTrip(STORES, MailsyncSettings.defaults(), later).run(source.mailbox("killed@corp.test"));
        assertThat(folders(source, "killed@corp.test")).containsExactlyInAnyOrder("INBOX", RoundTrip.PREFIX + "notes");
    }

    @Test void aBrokenConnectionLeavesNothingEither() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        MailStores breaking = (account, deadline) -> {
            MailStore store = STORES.open(account, deadline);
            return opened.incrementAndGet() > 1 ? store : new BreaksAfterThreeFolders(store);
        };
        RoundTrip trip = new RoundTrip(breaking, MailsyncSettings.defaults(), CLOCK);
        assertThatThrownBy(() -> trip.run(source.mailbox("broken@corp.test"))).isInstanceOf(MigrationException.class);
        assertThat(folders(source, "broken@corp.test")).containsExactly("INBOX");
    }

    private static List<String> folders(DovecotServer server) {
        return folders(server, "probe@corp.test");
    }

    private static List<String> folders(DovecotServer server, String login) {
        try (MailStore store = STORES.open(server.mailbox(login), Deadline.in(CLOCK, Duration.ofSeconds(20), Duration.ofSeconds(5)))) {
            return store.folders().stream().map(RemoteFolder::name).toList();
        }
    }

    private static Asked asked(String address) {
        return new Asked(new SyncJob(id(address), source.mailbox(address), target.mailbox(address), policy()), EmailAddress.parse(address), Optional.empty(),
            OptionalLong.empty(), List.of());
    }

    private static SyncPolicy policy() {
        return new SyncPolicy(Set.of("Drafts"), 0);
    }

    private static MailboxId id(String address) {
        return MailboxId.of(new PlanName("corp"), EmailAddress.parse(address));
    }

    private static Map<Question, Answer> byQuestion(List<Answer> answers) {
        return answers.stream().collect(Collectors.toMap(Answer::question, answer -> answer));
    }

    private static ImapTalk talk(String login) throws Exception {
        return new ImapTalk(source.port(), login, DovecotServer.USER_PASSWORD);
    }

    private static void fill(String login, String folder, int bytes) {
        String head = "Subject: filler\r\n\r\n";
        byte[] message = (head + "x".repeat(bytes - head.length())).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (MailStore store = STORES.open(source.mailbox(login), Deadline.in(CLOCK, Duration.ofSeconds(20), Duration.ofSeconds(5)))) {
            assertThat(store.openForWriting(folder).append(List.of(new Message(1, Flags.NONE, new InternalDate("02-Jan-2020 10:00:00 +0000"), Content.of(message)))))
                .hasOnlyElementsOfType(AppendOutcome.Stored.class);
        }
    }

    private record Accounts(boolean there) implements TargetPlatform {
        @Override public Set<Feature> features() {
            return Set.of(Feature.MAKES_ACCOUNTS);
        }

        @Override public Optional<Account> find(EmailAddress address) {
            return there ? Optional.of(new Account(OptionalLong.empty())) : Optional.empty();
        }

        @Override public ProvisionResult provision(DesiredAccount account) {
            throw new UnsupportedOperationException();
        }

        @Override public AccessResult open(EmailAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override public AccessResult block(EmailAddress address) {
            throw new UnsupportedOperationException();
        }
    }

    /** As when the server goes down in the middle. */
    private static final class BreaksAfterThreeFolders implements MailStore {
        private final MailStore store;
        private int made;

        BreaksAfterThreeFolders(MailStore store) {
            this.store = store;
        }

        @Override public Hierarchy hierarchy() {
            return store.hierarchy();
        }

        @Override public List<RemoteFolder> folders() {
            return store.folders();
        }

        @Override public FolderStatus status(String folder) {
            return store.status(folder);
        }

        @Override public OpenedFolder openForReading(String folder) {
            return store.openForReading(folder);
        }

        @Override public OpenedFolder openForWriting(String folder) {
            return store.openForWriting(folder);
        }

        @Override public FolderCreation create(String folder) {
            if (++made > 3) {
                throw MigrationException.transientFailure("The connection broke", null);
            }
            return store.create(folder);
        }

        @Override public void subscribe(String folder) {
            store.subscribe(folder);
        }

        @Override public OptionalLong sizeBytes(String folder) {
            return store.sizeBytes(folder);
        }

        @Override public OptionalLong quotaUsedBytes() {
            return store.quotaUsedBytes();
        }

        @Override public void close() {
            store.close();
        }
    }
}

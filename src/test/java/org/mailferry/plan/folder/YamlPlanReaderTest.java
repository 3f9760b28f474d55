package org.mailferry.plan.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.HostKey;
import org.mailferry.kernel.PasswordPolicy;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.plan.CalendarHost;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.CalendarServer.Mode;
import org.mailferry.plan.CalendarServer.Protocol;
import org.mailferry.plan.CalendarServer.Scheme;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Organisation;
import org.mailferry.plan.PlanFolders.Content;
import org.mailferry.plan.PlanProblem;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Systems.SourceKind;
import org.mailferry.plan.Systems.TargetKind;
import org.mailferry.plan.Wave;

class YamlPlanReaderTest {
    private static final PlanSource VALID =
        ((Content.Texts) new PlanFolder(Path.of("src/test/resources/plan/valid")).content()).source();

    private static final String ORGANISATION = VALID.yaml().replace("    login: creator@corp.test", "    passwordPolicy: {minLength: 12, minDigits: 2}\n    login: creator@corp.test")
        + "lists: [{address: sales@corp.test, name: Отдел продаж, members: [anna@corp.test, partner@other.test], outsiders: true}]\n"
        + "resources: [{address: room@corp.test, group: Rooms, city: Moscow}]\n";

    static final String CALENDARS = VALID.yaml().replace("source:\n", "source:\n  calendars: {protocol: ews, url: 'https://mail.old.test/EWS/Exchange.asmx', scheme: ntlm,\n"
            + "    credentials: {mode: impersonation, login: 'corp\\migration', password: env:EWS}}\n")
        .replace("target:\n", "target:\n  calendars: {protocol: caldav, url: 'https://dav.new.test/{mailbox}/',\n"
            + "    credentials: {mode: administrator, login: root, password: env:DAV}}\n");
    static final String SILENCE = CALENDARS.replace("target:\n", "target:\n  silence: {probe: {address: probe@new.test, login: probe, password: env:PROBE},\n"
        + "    decoy: {address: decoy@new.test, password: env:DECOY}}\n");

    static final String CALENDAR_HOST = VALID.yaml().replace("kind: myoffice", "kind: vk-workspace").replaceAll("(?m)^  pbm:\\n(?:    .*\\n)+", "").replace("target:\n",
        "target:\n  calendarHost: {host: vk.new.test, hostKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'], scripts: /opt/vk/,\n    credentials: {login: deployer, key: 'file:/run/vk'}}\n");

    @Test void validPlanIsReadToTheLastKey() {
        MigrationPlan plan = read(VALID);
        assertThat(plan.systems().source().kind()).isEqualTo(SourceKind.IMAP);
        assertThat(plan.systems().source().imap()).isEqualTo(MailEndpoint.of("127.0.0.1", 1143, TransportSecurity.PLAIN));
        assertThat(plan.systems().target().kind()).isEqualTo(TargetKind.MYOFFICE);
        assertThat(plan.systems().target().imap().certificateSha256()).hasValue("aa".repeat(32));
        assertThat(plan.systems().target().pbm().orElseThrow().url()).as("without the API's version").isEqualTo("https://pbm.new.test");
        assertThat(plan.systems().directory().orElseThrow().filter()).as("the product's own").isEmpty();
        assertThat(plan.systems().dns().targetMx().get(0).host()).isEqualTo("mx.new.test");
        assertThat(plan.waves()).as("most critical last").extracting(Wave::name).containsExactly("test", "pilot", "sales", "board");
        assertThat(plan.policies().windows()).isEqualTo(new Policies.Windows(ZoneId.of("Europe/Moscow"), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            LocalTime.of(22, 0), LocalTime.of(6, 0), List.of(LocalDate.of(2026, 12, 31))));
        assertThat(plan.people().rollbackSigners()).containsExactly("olga", "maria");
        assertThat(plan.people().addresses().get(0).address()).isEqualTo(EmailAddress.parse("ops@corp.test"));
    }

    @Test void whatIsLeftOutHasItsDefault() {
        Policies policies = read(VALID).policies();
        assertThat(policies).isEqualTo(new Policies(Policies.DEFAULT_EXCLUSIONS, 50L * 1024 * 1024, 4, Duration.ofMinutes(15), Duration.ofDays(1),
            Duration.ofMinutes(15), Duration.ofDays(7), Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofHours(4), false, policies.windows()));
    }

    @Test void changesGoBothWaysWhereThePlanSaysSo() {
        assertThat(read(VALID).policies().coexistence()).isEqualTo(Policies.Coexistence.ONE_WAY);
        String yaml = VALID.yaml().replace("  memberPoll: PT5S", "  memberPoll: PT5S\n  coexistence: {direction: two-way, deletions: both, vanishShare: 30}");
        assertThat(read(new PlanSource(yaml, VALID.csv())).policies().coexistence())
            .isEqualTo(new Policies.Coexistence(true, Policies.Coexistence.Deletions.BOTH, 30));
    }

    @Test void mailboxKnowsHowBothSidesAreOpened() {
        PlannedMailbox anna = read(VALID).mailboxes().get(0);
        assertThat(anna.id().text()).isEqualTo("valid/anna@corp.test");
        assertThat(anna.familyName()).isEqualTo("Ivanova, Jr.");
        assertThat(anna.targetAddress()).as("the source address").isEqualTo(anna.sourceAddress());
        assertThat(anna.aliases()).extracting(EmailAddress::text).containsExactly("a@corp.test", "a.i@corp.test");
        assertThat(anna.quotaBytes()).hasValue(5L << 30);
        assertThat(anna.source()).isEqualTo(new MailAccount(MailEndpoint.of("127.0.0.1", 1143, TransportSecurity.PLAIN),
            CredentialMode.OWN_PASSWORD, "Anna@corp.test", Optional.empty(), SecretReference.parse("env:ANNA")));
        assertThat(anna.target().serviceLogin()).hasValue("migration");
        assertThat(anna.target().password()).isEqualTo(SecretReference.parse("store:target-master"));
        PlannedMailbox boris = read(VALID).mailboxes().get(1);
        assertThat(boris.source().login()).as("byte for byte").isEqualTo("BORIS");
        assertThat(boris.target().login()).isEqualTo("Boris@corp.test");
    }

    @Test void anAccessTokenOpensEachMailboxOrAll() {
        String own = VALID.yaml().replace("mode: own-password", "mode: xoauth2");
        MailAccount anna = read(new PlanSource(own, VALID.csv())).mailboxes().get(0).source();
        assertThat(anna.mode()).isEqualTo(CredentialMode.XOAUTH2);
        assertThat(anna.password()).isEqualTo(SecretReference.parse("env:ANNA"));
        String forAll = own.replace("mode: xoauth2", "mode: xoauth2\n    password: file:/run/token");
        String noneInTheRows = VALID.csv().replaceAll("(env|store):\\w+", "");
        assertThat(read(new PlanSource(forAll, noneInTheRows)).mailboxes()).extracting(mailbox -> mailbox.source().password().text())
            .containsOnly("file:/run/token");
        assertThat(problems(new PlanSource(own, noneInTheRows))).extracting(Object::toString)
            .contains("mailboxes.csv:2: source_password: mode xoauth2 needs a reference to this mailbox's access token, or one for all in plan.yaml");
        assertThat(problems(new PlanSource(forAll, VALID.csv()))).extracting(Object::toString)
            .contains("mailboxes.csv:2: source_password: plan.yaml names one access token for all mailboxes of this side, this one is not used");
    }

    @Test void calendarsAreCarriedWhereThePlanSaysHowBothSidesAreReached() {
        assertThat(read(VALID).systems().calendars()).isEmpty();
        CalendarServer exchange = new CalendarServer(Protocol.EWS, Optional.of("https://mail.old.test/EWS/Exchange.asmx"), Scheme.NTLM, Mode.IMPERSONATION,
            Optional.of("corp\\migration"), Optional.of(SecretReference.parse("env:EWS")));
        CalendarServer dav = new CalendarServer(Protocol.CALDAV, Optional.of("https://dav.new.test/{mailbox}/"), Scheme.BASIC, Mode.ADMINISTRATOR,
            Optional.of("root"), Optional.of(SecretReference.parse("env:DAV")));
        assertThat(read(new PlanSource(CALENDARS, VALID.csv())).systems().calendars()).hasValue(new Systems.Calendars(exchange, dav));
    }

    @Test void twoMailboxesOfNobodyShowWhetherTheTargetInvites() {
        Systems.Silence silence = new Systems.Silence(
            new Systems.NobodysMailbox(EmailAddress.parse("probe@new.test"), "probe", SecretReference.parse("env:PROBE")),
            new Systems.NobodysMailbox(EmailAddress.parse("decoy@new.test"), "decoy@new.test", SecretReference.parse("env:DECOY")));
        assertThat(read(new PlanSource(SILENCE, VALID.csv())).systems().calendars().orElseThrow().silence()).hasValue(silence);
        assertThat(read(new PlanSource(CALENDARS, VALID.csv())).systems().calendars().orElseThrow().silence()).isEmpty();
        assertThat(problems(new PlanSource(SILENCE.replace("decoy@new", "Probe@new"), VALID.csv()))).extracting(Object::toString)
            .containsExactly("plan.yaml:10: target.silence.decoy: must be another mailbox than the probe, for nobody is invited to a meeting of his own");
        assertThat(problems(new PlanSource(SILENCE.replace("env:DECOY", "hunter2"), VALID.csv()))).hasSize(1);
    }

    @Test void calendarsAreCarriedByTheHostsOwnScripts() {
        HostKey key = HostKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
        Systems systems = read(new PlanSource(CALENDAR_HOST, VALID.csv())).systems();
        assertThat(systems.calendarHost()).hasValue(new CalendarHost("vk.new.test", 22, List.of(key), "/opt/vk", true, "deployer", true, SecretReference.parse("file:/run/vk")));
        assertThat(systems.calendars()).isEmpty();
        assertThat(systems.carriesCalendars()).isTrue();
        String other = CALENDAR_HOST.replace("scripts: /opt/vk/", "port: 2222, terminal: false").replace("key: 'file:/run/vk'", "password: env:VK");
        assertThat(read(new PlanSource(other, VALID.csv())).systems().calendarHost())
            .hasValue(new CalendarHost("vk.new.test", 2222, List.of(key), "/home/deployer", false, "deployer", false, SecretReference.parse("env:VK")));
    }

    @Test void calendarsOpenedWithOwnPasswordsNeedThemBesideAServiceAccountForMail() {
        String own = CALENDARS.replace("mode: administrator, login: root, password: env:DAV", "mode: own-password");
        assertThat(problems(new PlanSource(own, VALID.csv()))).extracting(Object::toString).contains(
            "mailboxes.csv:2: target_password: the calendars of this side are opened with mode own-password and need a reference to this mailbox's password");
        String csv = VALID.csv().replace("source_password\n", "source_password,target_password\n").replaceAll("((env|store):\\w+)", "$1,$1");
        PlannedMailbox boris = read(new PlanSource(own, csv)).mailboxes().get(1);
        assertThat(boris.ownTargetPassword()).hasValue(SecretReference.parse("store:boris"));
        assertThat(boris.target().password()).as("mail is still opened by the service account").isEqualTo(SecretReference.parse("store:target-master"));
    }

    @Test void listsAndResourcesArePlannedForAPlatformThatIsGivenThem() {
        MigrationPlan plan = read(new PlanSource(ORGANISATION, VALID.csv()));
        assertThat(plan.organisation().lists()).containsExactly(new Organisation.MailList(EmailAddress.parse("sales@corp.test"), "Отдел продаж",
            List.of(EmailAddress.parse("anna@corp.test"), EmailAddress.parse("partner@other.test")), true));
        assertThat(plan.organisation().resources()).containsExactly(new Organisation.Resource(EmailAddress.parse("room@corp.test"), "room@corp.test", "Rooms",
            "", "Moscow"));
        assertThat(plan.systems().target().pbm().orElseThrow().passwordPolicy()).isEqualTo(new PasswordPolicy(12, 128, 2, 0, 0, 0));
        assertThat(read(VALID).organisation()).isEqualTo(Organisation.NONE);
    }

    @Test void anAddressHasOneOwnerAndAPolicyCanBeMet() {
        String yaml = ORGANISATION.replace("address: room@corp.test", "address: sales@corp.test").replace("minLength: 12", "minLength: 12, maxLength: 8");
        assertThat(problems(new PlanSource(yaml.replace("sales@corp.test, name", "anna@corp.test, name"), VALID.csv()))).extracting(PlanProblem::reason)
            .anySatisfy(reason -> assertThat(reason).contains("anna@corp.test is already the address of a mailbox"))
            .anySatisfy(reason -> assertThat(reason).contains("no password of at most 8 characters"));
        assertThat(problems(new PlanSource(yaml, VALID.csv()))).extracting(PlanProblem::reason)
            .anySatisfy(reason -> assertThat(reason).contains("sales@corp.test is already the address of a list"));
        assertThat(problems(new PlanSource(ORGANISATION.replace("kind: myoffice", "kind: tegu"), VALID.csv())))
            .extracting(PlanProblem::reason).anySatisfy(reason -> assertThat(reason).contains("only a target of kind myoffice"));
    }

    @Test void mailboxAndMasterUserMayBeSeparatedOtherwise() {
        String yaml = VALID.yaml().replace("mode: master-user", "mode: master-user\n    separator: \"%\"");
        assertThat(read(new PlanSource(yaml, VALID.csv())).mailboxes().get(1).target().userName()).isEqualTo("Boris@corp.test%migration");
        assertThat(read(VALID).mailboxes().get(1).target().userName()).isEqualTo("Boris@corp.test*migration");
    }

    @Test void exampleIsValidAndShowsEveryKey() throws Exception {
        PlanSource example = PlanExample.source();
        assertThat(new YamlPlanReader().read(new PlanName("example"), example)).isInstanceOf(PlanReading.Valid.class);
        assertThat(schemaKeys()).allSatisfy(key -> assertThat(example.yaml()).contains(key + ":"));
        assertThat(MailboxColumns.KNOWN).allSatisfy(column -> assertThat(example.csv()).contains(column));
    }

    @Test void digestChangesWithEitherFileAndWithAMovedLine() {
        String digest = read(VALID).sha256();
        assertThat(read(VALID).sha256()).isEqualTo(digest).hasSize(64);
        assertThat(read(new PlanSource(VALID.yaml() + "# more\n", VALID.csv())).sha256()).isNotEqualTo(digest);
        assertThat(read(new PlanSource(VALID.yaml(), "# first\n" + VALID.csv())).sha256()).isNotEqualTo(digest);
        assertThat(read(new PlanSource(VALID.yaml() + "# first\n", VALID.csv())).sha256())
            .isNotEqualTo(read(new PlanSource(VALID.yaml(), "# first\n" + VALID.csv())).sha256());
    }

    @Test void allProblemsOfBothFilesAreToldAtOnce() {
        PlanSource source = new PlanSource(
            VALID.yaml().replace("port: 993", "port: 70000").replace("zone: Europe/Moscow", "zone: Mars/Phobos")
                .replace("memberPoll: PT5S", "memberPoll: 5s").replace("kind: pilot", "kind: pilott"),
            VALID.csv().replace("boris@old.test", "boris").replace("env:DORA", "dora's password"));
        assertThat(problems(source)).extracting(problem -> problem.file() + ":" + problem.line())
            .containsExactly("plan.yaml:10", "plan.yaml:37", "plan.yaml:42", "plan.yaml:44", "mailboxes.csv:3", "mailboxes.csv:7");
    }

    private static Set<String> schemaKeys() throws Exception {
        Set<String> keys = new TreeSet<>();
        JsonNode schema = new ObjectMapper().readTree(Path.of("src/main/resources/plan/plan.schema.json").toFile());
        collect(schema, keys);
        return keys;
    }

    private static void collect(JsonNode node, Set<String> keys) {
        node.path("properties").fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> collect(child, keys));
    }

    static MigrationPlan read(PlanSource source) {
        PlanReading reading = new YamlPlanReader().read(new PlanName("valid"), source);
        assertThat(reading).isInstanceOf(PlanReading.Valid.class);
        return ((PlanReading.Valid) reading).plan();
    }

    static List<PlanProblem> problems(PlanSource source) {
        PlanReading reading = new YamlPlanReader().read(new PlanName("valid"), source);
        assertThat(reading).isInstanceOf(PlanReading.Invalid.class);
        return ((PlanReading.Invalid) reading).problems();
    }
}

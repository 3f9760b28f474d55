package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.found;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.multistatus;
import static org.mailferry.calendarsync.caldav.ScriptedDavServer.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.ServiceRecords;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.CalendarServer;

class DiscoveryTest {
    private static final String PRINCIPAL = "<D:current-user-principal><D:href>/principals/u1/</D:href></D:current-user-principal>";
    private static final String HOME = "<C:calendar-home-set><D:href>/home/</D:href></C:calendar-home-set>";
    private static final String CALENDAR = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>Work</D:displayname>";

    private final ScriptedDavServer server = new ScriptedDavServer();
    private final ScriptedDavServer other = new ScriptedDavServer();

    @AfterEach void stop() {
        server.close();
        other.close();
    }

    @Test void fromTheWellKnownPlaceByThePrincipalToTheHome() {
        server.on("PROPFIND /.well-known/caldav", status(301).with("Location", "/dav/")).on("PROPFIND /dav/", multistatus(found("/dav/", PRINCIPAL)))
            .on("PROPFIND /principals/u1/", multistatus(found("/principals/u1/", HOME))).on("PROPFIND /home/", multistatus(found("/home/work", CALENDAR)));
        assertThat(calendars()).containsExactly("/home/work/");
        assertThat(server.heard()).allSatisfy(heard -> assertThat(heard.headers()).containsKey("authorization"));
    }

    @Test void whereNothingIsWellKnownTheRootIsAsked() {
        server.on("PROPFIND /", multistatus(found("/", PRINCIPAL))).on("PROPFIND /principals/u1/", multistatus(found("/principals/u1/", HOME)))
            .on("PROPFIND /home/", multistatus(found("/home/work/", CALENDAR)));
        assertThat(calendars()).containsExactly("/home/work/");
    }

    @ParameterizedTest @ValueSource(ints = {301, 302, 303, 307, 308}) void aRedirectToAnotherServerIsNotFollowed(int redirect) {
        other.withHome();
        server.on("PROPFIND /.well-known/caldav", status(redirect).with("Location", other.url()));
        MigrationException refusal = catchThrowableOfType(MigrationException.class, () -> open(server.url()));
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(refusal).hasMessageContaining("no password was sent");
        assertThat(other.heard()).isEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {"//evil.test/x", "http://127.0.0.1.evil.test/", "https://evil.test@127.0.0.1:1/", "ftp://127.0.0.1/", "\\\\evil.test\\x"})
    void noTrickInALocationLeadsAway(String location) {
        server.on("PROPFIND /.well-known/caldav", status(302).with("Location", location));
        assertThatThrownBy(() -> open(server.url())).isInstanceOf(MigrationException.class);
        assertThat(server.lines()).allMatch(line -> line.startsWith("PROPFIND /"));
    }

    @Test void circlesEnd() {
        server.on("PROPFIND /.well-known/caldav", status(302).with("Location", "/.well-known/caldav"));
        assertThatThrownBy(() -> open(server.url())).hasMessageContaining("in circles");
        assertThat(server.heard()).hasSize(6);
    }

    @Test void aHomeOnAnotherServerIsNotGoneTo() {
        server.on("PROPFIND /.well-known/caldav", multistatus(found("/", HOME.replace("/home/", other.url() + "home/"))));
        assertThatThrownBy(() -> open(server.url())).hasMessageContaining("points to another server");
        assertThat(other.heard()).isEmpty();
    }

    @Test void aPathWithTheMailboxIsItsHomeWhoeverLogsIn() {
        String path = "/calendars/user1@corp.test/";
        server.on("PROPFIND " + path, multistatus(found(path, PRINCIPAL + "<D:resourcetype><D:collection/></D:resourcetype>")
            + found(path + "work/", CALENDAR)));
        assertThat(RealCalendars.stores().open(RealCalendars.account(server.url() + "calendars/{mailbox}/")).calendars()).extracting(found -> found.id())
            .containsExactly(path + "work/");
        assertThat(server.lines()).doesNotContain("PROPFIND /principals/u1/");
    }

    @Test void theServersBoxesForInvitationsAreNoCalendars() {
        server.withHome().on("PROPFIND /home/", multistatus(found("/home/work/", CALENDAR)
            + found("/home/outbox/", "<D:resourcetype><D:collection/><C:schedule-outbox/></D:resourcetype>")
            + found("/home/inbox/", "<D:resourcetype><D:collection/><C:calendar/><C:schedule-inbox/></D:resourcetype>")
            + found(other.url() + "home/theirs/", CALENDAR)));
        assertThat(calendars()).containsExactly("/home/work/");
    }

    @Test void aRefusedPasswordIsReportedAndShownToNobody() {
        List<String> reports = new ArrayList<>();
        server.on("PROPFIND /.well-known/caldav", ScriptedDavServer.answer(401, "denied"));
        CalDavStores stores = new CalDavStores(RealCalendars.http(), reference -> Secret.of("canary-Wrong1"), RealCalendars.NO_DNS, Optional.of(counting(reports)));
        MigrationException refusal = catchThrowableOfType(MigrationException.class, () -> stores.open(RealCalendars.account(server.url())));
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(refusal).hasMessageContaining(CalendarServer.USER).message().doesNotContain("canary-Wrong1");
        assertThat(reports).containsExactly("asked", "refused");
        assertThat(server.heard()).hasSize(1);
    }

    @Test void anAcceptedAndAnUnclearLoginAreReportedToo() {
        List<String> reports = new ArrayList<>();
        CalDavStores stores = new CalDavStores(RealCalendars.http(), reference -> Secret.of("canary-Right1"), RealCalendars.NO_DNS, Optional.of(counting(reports)));
        server.withHome();
        stores.open(RealCalendars.account(server.url()));
        server.on("PROPFIND /.well-known/caldav", status(503));
        assertThatThrownBy(() -> stores.open(RealCalendars.account(server.url()))).isInstanceOf(MigrationException.class);
        assertThat(reports).containsExactly("asked", "accepted", "asked", "unclear");
    }

    @Test void aBearerTokenIsSentAsOne() {
        server.withHome();
        new CalDavStores(RealCalendars.http(), reference -> Secret.of("canary-Token1"), RealCalendars.NO_DNS, Optional.empty())
            .open(new CalendarAccount(EmailAddress.parse(CalendarServer.USER), CalendarAccount.Protocol.CALDAV, Optional.of(server.url()), CalendarAccount.Scheme.BEARER, "user1",
                SecretReference.parse("env:T")));
        assertThat(server.last().headers()).containsEntry("authorization", "Bearer canary-Token1");
    }

    @Test void wordsThatRepeatThePasswordAreHidden() {
        server.withHome().on("PROPFIND /home/", ScriptedDavServer.answer(403, "no: " + CalendarServer.PASSWORD));
        assertThatThrownBy(this::calendars).hasMessageContaining("403 no: •••").message().doesNotContain(CalendarServer.PASSWORD);
    }

    @ParameterizedTest @ValueSource(strings = {"http://caldav.corp.test/", "not an address", "https://user:pw@caldav.corp.test/", "ftp://caldav.corp.test/"})
    void aPasswordOnlyGoesToAnAddressByTls(String url) {
        assertThatThrownBy(() -> open(url)).isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT));
    }

    @Test void withoutAnAddressTheDnsOfTheDomainIsAsked() {
        assertThat(start(List.of(), List.of())).isEqualTo("https://corp.test/.well-known/caldav");
        assertThat(start(List.of(new ServiceRecords.Service(0, 0, 8443, "cal.corp.test")), List.of())).isEqualTo("https://cal.corp.test:8443/.well-known/caldav");
        assertThat(start(List.of(new ServiceRecords.Service(0, 0, 443, "cal.corp.test")), List.of("v=1", "path=/dav"))).isEqualTo("https://cal.corp.test/dav");
    }

    @ParameterizedTest @ValueSource(strings = {"evil.test", "corp.test.evil.test", "evilcorp.test"}) void theDnsCannotSendThePasswordAway(String host) {
        assertThatThrownBy(() -> start(List.of(new ServiceRecords.Service(0, 0, 443, host)), List.of())).isInstanceOf(MigrationException.class)
            .hasMessageContaining(host);
    }

    private static String start(List<ServiceRecords.Service> services, List<String> texts) {
        ServiceRecords records = new ServiceRecords() {
            @Override public List<Service> services(String name) {
                return name.equals("_caldavs._tcp.corp.test") ? services : List.of();
            }

            @Override public List<String> texts(String name) {
                return name.equals("_caldavs._tcp.corp.test") ? texts : List.of();
            }
        };
        return new Discovery(records, new CalendarAccount(EmailAddress.parse("user1@corp.test"), CalendarAccount.Protocol.CALDAV, Optional.empty(), CalendarAccount.Scheme.BASIC, "user1",
            SecretReference.parse("env:T"))).start().url().toString();
    }

    private List<String> calendars() {
        return RealCalendars.stores().open(RealCalendars.account(server.url())).calendars().stream().map(found -> found.id()).toList();
    }

    private static void open(String url) {
        RealCalendars.stores().open(RealCalendars.account(url));
    }

    private static LoginAttempts counting(List<String> reports) {
        return new LoginAttempts() {
            @Override public Optional<String> refusal(MailAccount account, Secret secret) {
                reports.add("asked");
                return Optional.empty();
            }

            @Override public void accepted(MailAccount account, Secret secret) {
                reports.add("accepted");
            }

            @Override public void refused(MailAccount account, Secret secret, String words) {
                reports.add("refused");
            }

            @Override public void unclear(MailAccount account, Secret secret) {
                reports.add("unclear");
            }
        };
    }
}

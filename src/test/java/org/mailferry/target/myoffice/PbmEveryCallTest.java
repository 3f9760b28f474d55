package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.target.myoffice.PbmFixture.ANNA;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.pbm.PbmAnswer;
import org.mailferry.lab.pbm.PbmCall;
import org.mailferry.target.TargetSystem.AdminApi;
import org.mailferry.target.myoffice.PbmActions.BookSource;

/** Every call of the guide's API: what it sends, and what each error of section 8 means for it. */
class PbmEveryCallTest {
    private static final EmailAddress STAFF = EmailAddress.parse("staff@corp.test");
    private static final EmailAddress ROOM = EmailAddress.parse("room/1@corp.test");
    private static final MailDomain BRANCH = new MailDomain("branch.test");
    private static final PbmMailList LIST = new PbmMailList(STAFF, "All staff", Set.of(ANNA, EmailAddress.parse("b@corp.test")), true);
    private static final PbmResource ROOM_1 = new PbmResource(ROOM, "Room 1", "10 seats", "Moscow");
    private static final Secret KEY = Secret.of("canary-Key1");

    private final PbmFixture fixture = new PbmFixture();

    @AfterEach void close() {
        fixture.close();
    }

    /** @param line method and path as the guide prints them, with our values */
    record Call(String line, Function<PbmClient, ?> call) {
        /** As faults count it. */
        String kind() {
            return line.replaceFirst("/.*", "");
        }

        @Override public String toString() {
            return line;
        }
    }

    static Stream<Call> calls() {
        return Stream.of(
            new Call("GET tenants", pbm -> pbm.tenants().ids()),
            new Call("POST tenants", pbm -> pbm.tenants().post(BRANCH)),
            new Call("PUT tenants/branch", pbm -> pbm.tenants().put("branch", BRANCH)),
            new Call("DELETE tenants/branch", pbm -> pbm.tenants().delete("branch")),
            new Call("PUT users/default/anna@corp.test", pbm -> pbm.put(ANNA, Map.of("cn", "A", "sn", "I", "employeeNumber", "2",
                "mailAlternateAddress", "anna@corp.test"), KEY)),
            new Call("GET users/default", PbmClient::all),
            new Call("GET users/default/anna@corp.test", pbm -> pbm.find(ANNA)),
            new Call("PATCH users/default/anna@corp.test", pbm -> pbm.patch(ANNA, List.of(PbmPatch.status("0")))),
            new Call("DELETE users/default/anna@corp.test", pbm -> pbm.delete(ANNA)),
            new Call("GET resourcegroups/default", pbm -> pbm.resources().groups()),
            new Call("PUT resourcegroups/default/Rooms & more", pbm -> pbm.resources().putGroup("Rooms & more")),
            new Call("PATCH resourcegroups/default/Rooms", pbm -> pbm.resources().renameGroup("Rooms", "Halls")),
            new Call("DELETE resourcegroups/default/Rooms", pbm -> pbm.resources().deleteGroup("Rooms")),
            new Call("GET resources/default/Rooms", pbm -> pbm.resources().in("Rooms")),
            new Call("PUT resources/default/Rooms/room/1@corp.test", pbm -> pbm.resources().put("Rooms", ROOM_1)),
            new Call("PATCH resources/default/Rooms/room/1@corp.test", pbm -> pbm.resources().patch("Rooms", ROOM, List.of(PbmPatch.replace("l", "Kazan")))),
            new Call("DELETE resources/default/Rooms/room/1@corp.test", pbm -> pbm.resources().delete("Rooms", ROOM)),
            new Call("GET maillists/default", pbm -> pbm.mailLists().all()),
            new Call("PUT maillists/default/staff@corp.test", pbm -> pbm.mailLists().put(LIST)),
            new Call("GET maillists/default/staff@corp.test", pbm -> pbm.mailLists().find(STAFF)),
            new Call("PATCH maillists", pbm -> pbm.mailLists().patch(STAFF, List.of(PbmPatch.addAlias("c@corp.test")))),
            new Call("DELETE maillists/default/staff@corp.test", pbm -> pbm.mailLists().delete(STAFF)),
            new Call("GET maildomains/default", pbm -> pbm.domains().mail()),
            new Call("PUT maildomains/default/branch.test", pbm -> pbm.domains().putMail(BRANCH)),
            new Call("PATCH maildomains/default/branch.test", pbm -> pbm.domains().patchMail(BRANCH, List.of(PbmPatch.replace("description", "x")))),
            new Call("DELETE maildomains/default/branch.test", pbm -> pbm.domains().deleteMail(BRANCH)),
            new Call("PUT webdomains/branch.test", pbm -> pbm.domains().putWeb(BRANCH, KEY, "crt")),
            new Call("PATCH webdomains/branch.test", pbm -> pbm.domains().patchWeb(BRANCH, KEY, "crt")),
            new Call("DELETE webdomains/branch.test", pbm -> pbm.domains().deleteWeb(BRANCH)),
            new Call("POST actions/cabsync/default/bitrix24", pbm -> pbm.actions().syncPeople(BookSource.BITRIX24)),
            new Call("POST actions/cabsync/default/ad", pbm -> pbm.actions().syncPeople(BookSource.AD)),
            new Call("POST actions/groupsync/default/ad", pbm -> pbm.actions().syncGroups()),
            new Call("POST actions/expunge", pbm -> pbm.actions().expunge("<1@corp.test>", List.of(ANNA), true, false)));
    }

    @ParameterizedTest @MethodSource("calls") void theCallIsTheGuides(Call call) {
        call.call().apply(fixture.client);
        PbmCall sent = fixture.pbm.calls().stream().filter(each -> !each.path().equals(List.of("auth"))).findFirst().orElseThrow();
        assertThat(sent.method() + " " + String.join("/", sent.path())).isEqualTo(call.line());
        assertThat(sent.bearer()).isPresent();
        assertThat(sent.webAdminSolo()).isFalse();
        assertThat(sent.contentType()).isEqualTo(sent.method().equals("PATCH") && !sent.path().get(0).equals("webdomains") ? "application/json-patch+json"
            : Set.of("GET", "DELETE").contains(sent.method()) ? "" : "application/x-www-form-urlencoded");
    }

    @ParameterizedTest @MethodSource("calls") void anExpiredTokenIsRefreshedOnceAndTheCallRepeated(Call call) {
        fixture.client.tenants().ids();
        fixture.pbm.expireTokens();
        call.call().apply(fixture.client);
        assertThat(fixture.calls("POST auth")).isEqualTo(2);
    }

    @ParameterizedTest @MethodSource("calls") void anyOther401StopsWithoutARepeat(Call call) {
        fixture.pbm.faults().answerNext(call.kind(), PbmAnswer.message(401, "TOKEN INVALID"));
        assertThat(failure(call)).hasMessageContaining("TOKEN INVALID").extracting(MigrationException::kind).isEqualTo(FailureKind.PERMANENT);
        assertThat(fixture.calls(call.kind())).isEqualTo(1);
    }

    @ParameterizedTest @MethodSource("calls") void forbiddenIsForAPersonInTheServersWords(Call call) {
        String words = "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.";
        fixture.pbm.faults().answerNext(call.kind(), PbmAnswer.message(403, words));
        assertThat(failure(call)).hasMessageContaining(words).extracting(MigrationException::kind).isEqualTo(FailureKind.PERMANENT);
    }

    @ParameterizedTest @MethodSource("calls") void aBrokenServerIsTransient(Call call) {
        fixture.pbm.faults().answerNext(call.kind(), PbmAnswer.message(502, "Bad gateway"));
        assertThat(failure(call).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @ParameterizedTest @MethodSource("calls") void aLostAnswerIsTransient(Call call) {
        fixture.pbm.faults().loseNextAnswer(call.kind());
        assertThat(failure(call).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    /** A refused write is an answer in the server's words; a refused read is a failure, except that nothing is there. */
    @ParameterizedTest @MethodSource("calls") void badRequestAndConflictAreToldInTheServersWords(Call call) {
        for (int status : new int[] {400, 409}) {
            fixture.pbm.faults().answerNext(call.kind(), PbmAnswer.message(status, Map.of("sn", "sn is a required value")));
            String words = call.line().startsWith("GET") ? failure(call).getMessage()
                : ((Optional<?>) call.call().apply(fixture.client)).map(Object::toString).orElse("");
            assertThat(words).contains("sn is a required value").contains(String.valueOf(status));
        }
    }

    @ParameterizedTest @MethodSource("calls") void nothingThereIsNoFailureOfARead(Call call) {
        fixture.pbm.faults().answerNext(call.kind(), PbmAnswer.message(404, "Not found"));
        if (call.line().equals("GET users/default")) {
            assertThat(failure(call)).hasMessageContaining("no tenant 'default'");
            return;
        }
        Object answer = call.call().apply(fixture.client);
        if (call.line().startsWith("GET")) {
            assertThat(answer).isIn(Optional.empty(), List.of());
        } else {
            assertThat((Optional<?>) answer).map(refusal -> ((PbmRefusal) refusal).status()).contains(404);
        }
    }

    @Test void anOrdinaryAdministratorMayNotTouchTenantsAndWebDomains() {
        fixture.pbm.addAccount("default", "admin@corp.test", Secret.of(PbmFixture.CREATOR_PASSWORD), 1);
        PbmClient client = new PbmClient(fixture.http, fixture.secrets, fixture.clock,
            new AdminApi(fixture.pbm.url(), "default", "admin@corp.test", fixture.api.password()));
        assertThat(client.mailLists().put(LIST)).isEmpty();
        for (Function<PbmClient, ?> call : List.<Function<PbmClient, ?>>of(pbm -> pbm.tenants().ids(), pbm -> pbm.domains().putWeb(BRANCH, KEY, "crt"))) {
            assertThat(catchThrowableOfType(MigrationException.class, () -> call.apply(client))).hasMessageContaining("Check role and tenant");
        }
    }

    @Test void listsAreMadeFilledRenamedAndRead() {
        PbmMailLists lists = fixture.client.mailLists();
        assertThat(lists.put(LIST)).isEmpty();
        assertThat(lists.find(STAFF)).contains(LIST);
        assertThat(lists.patch(STAFF, List.of(PbmPatch.replace("displayName", "Everyone"), PbmPatch.addAlias("c@corp.test"),
            PbmPatch.replace("newMail", "all@corp.test")))).isEmpty();
        assertThat(lists.all()).singleElement().satisfies(list -> {
            assertThat(list.mail().text()).isEqualTo("all@corp.test");
            assertThat(list.displayName()).isEqualTo("Everyone");
            assertThat(list.members()).hasSize(3).contains(EmailAddress.parse("c@corp.test"));
        });
        assertThat(lists.delete(EmailAddress.parse("all@corp.test"))).isEmpty();
        assertThat(lists.all()).isEmpty();
    }

    @Test void resourcesLiveInGroupsAndGoWithThem() {
        PbmResources resources = fixture.client.resources();
        assertThat(resources.put("Rooms", ROOM_1)).map(PbmRefusal::status).as("only inside a group").contains(404);
        assertThat(resources.putGroup("Rooms")).isEmpty();
        assertThat(resources.put("Rooms", ROOM_1)).isEmpty();
        assertThat(resources.patch("Rooms", ROOM, List.of(PbmPatch.replace("l", "Kazan")))).isEmpty();
        assertThat(resources.renameGroup("Rooms", "Halls")).isEmpty();
        assertThat(resources.groups()).containsExactly("Halls");
        assertThat(resources.in("Halls")).containsExactly(new PbmResource(ROOM, "Room 1", "10 seats", "Kazan"));
        assertThat(resources.deleteGroup("Halls")).isEmpty();
        assertThat(resources.in("Halls")).isEmpty();
    }

    @Test void anAddressIsGivenOnce() {
        fixture.client.mailLists().put(LIST);
        fixture.client.resources().putGroup("Rooms");
        assertThat(fixture.client.resources().put("Rooms", new PbmResource(STAFF, "Staff room", "", ""))).map(PbmRefusal::status).contains(409);
    }

    @Test void tenantsAndDomainsAreMadeAndListed() {
        assertThat(fixture.client.tenants().put("branch", BRANCH)).isEmpty();
        assertThat(fixture.client.tenants().ids()).containsExactly("branch", "default");
        assertThat(fixture.client.domains().putMail(BRANCH)).isEmpty();
        assertThat(fixture.client.domains().mail()).containsExactly(BRANCH);
        assertThat(fixture.client.domains().deleteMail(BRANCH)).isEmpty();
        assertThat(fixture.client.domains().mail()).isEmpty();
    }

    @Test void aKeyIsNeverInARefusalsWords() {
        fixture.pbm.faults().answerNext("PUT webdomains", PbmAnswer.message(400, "bad key " + KEY.reveal()));
        assertThat(fixture.client.domains().putWeb(BRANCH, KEY, "crt").orElseThrow().toString()).contains("bad key •••").doesNotContain("canary");
    }

    @Test void everyPageOfUsersIsReadOnce() {
        for (int i = 0; i < 45; i++) {
            fixture.pbm.addAccount("default", "user%02d@corp.test".formatted(i), Secret.of("canary-User1"), 2);
        }
        assertThat(fixture.client.all()).hasSize(46).extracting(user -> user.mail().text()).startsWith("creator@corp.test", "user00@corp.test").endsWith("user44@corp.test");
        assertThat(fixture.calls("GET users")).isEqualTo(3);
    }

    @Test void aListThatRepeatsItsPagesEnds() {
        PbmAnswer page = PbmAnswer.json(200, Map.of("total", 100, "users", List.of(Map.of("mail", "a@corp.test"))));
        fixture.pbm.faults().answerNext("GET users", page);
        fixture.pbm.faults().answerNext("GET users", page);
        MigrationException failure = catchThrowableOfType(MigrationException.class, () -> fixture.client.all());
        assertThat(failure).hasMessageContaining("again as page 2");
    }

    @Test void theKnownBugOfTheUserListIsNamedWithItsMending() {
        fixture.pbm.faults().breakUserList(true);
        MigrationException failure = catchThrowableOfType(MigrationException.class, () -> fixture.client.all());
        assertThat(failure).hasMessageContaining("dsconf localhost backend index add").extracting(MigrationException::kind).isEqualTo(FailureKind.TRANSIENT);
    }

    private MigrationException failure(Call call) {
        MigrationException failure = catchThrowableOfType(MigrationException.class, () -> call.call().apply(fixture.client));
        assertThat(failure).isNotNull();
        return failure;
    }
}

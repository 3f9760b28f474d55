package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.target.myoffice.PbmFixture.ANNA;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.lab.pbm.PbmAnswer;
import org.mailferry.lab.pbm.PbmCall;
import org.mailferry.target.TargetSystem.AdminApi;

/** Each endpoint and each error of the guide, as our client meets them. */
class PbmClientContractTest {
    private static final Secret PASSWORD = Secret.of("canary-Anna1");
    private static final Map<String, String> FORM = Map.of("employeeNumber", "2", "mailAlternateAddress", "anna@corp.test", "cn", "Анна",
        "sn", "Иванова", "inetUserStatus", "1", "quota", "1048576", "alias", "a1@corp.test,a2@corp.test");
    private final PbmFixture fixture = new PbmFixture();

    @AfterEach void close() {
        fixture.close();
    }

    @Test void oneLoginServesManyCalls() {
        fixture.client.find(ANNA);
        fixture.client.find(ANNA);
        assertThat(fixture.calls("POST auth")).isEqualTo(1);
        assertThat(fixture.pbm.calls().get(0).fields()).containsOnlyKeys("login", "password");
    }

    @Test void anUnknownUserIsEmpty() {
        assertThat(fixture.client.find(ANNA)).isEmpty();
    }

    @Test void aUserThatWasPutIsShownWithItsQuotaInKilobytes() {
        assertThat(fixture.client.put(ANNA, FORM, PASSWORD)).isEmpty();
        assertThat(fixture.client.find(ANNA)).contains(new PbmUser(ANNA, "Анна", "Иванова",
            Set.of(EmailAddress.parse("a1@corp.test"), EmailAddress.parse("a2@corp.test")), OptionalLong.of(1_024), "1"));
    }

    @Test void aStateThatIsNotGivenKeepsTheUserOut() {
        fixture.client.put(ANNA, Map.of("employeeNumber", "2", "mailAlternateAddress", "anna@corp.test", "cn", "A", "sn", "I"), PASSWORD);
        assertThat(fixture.client.find(ANNA).orElseThrow().status()).isEqualTo("2");
    }

    @Test void aPatchChangesFieldsAndAddsAliases() {
        fixture.client.put(ANNA, FORM, PASSWORD);
        assertThat(fixture.client.patch(ANNA, List.of(PbmPatch.replace("sn", "Петрова"), PbmPatch.addAlias("a3@corp.test"), PbmPatch.status("0"))))
            .isEmpty();
        PbmUser changed = fixture.client.find(ANNA).orElseThrow();
        assertThat(changed.familyName()).isEqualTo("Петрова");
        assertThat(changed.aliases()).hasSize(3);
        assertThat(changed.status()).isEqualTo("0");
    }

    @Test void theAddressIsOneSegmentOfThePath() {
        fixture.client.find(EmailAddress.parse("a/b+c%d?e@corp.test"));
        assertThat(fixture.pbm.calls().get(1).path()).containsExactly("users", "default", "a/b+c%d?e@corp.test");
    }

    @Test void aMissingFieldIsARefusalInTheServersWords() {
        assertThat(fixture.client.put(ANNA, Map.of("employeeNumber", "2", "mailAlternateAddress", "x@corp.test", "cn", "A"), PASSWORD))
            .contains(new PbmRefusal(400, "sn is a required value"));
    }

    @Test void aUserThatExistsIsARefusal() {
        fixture.client.put(ANNA, FORM, PASSWORD);
        assertThat(fixture.client.put(ANNA, FORM, PASSWORD)).map(PbmRefusal::status).contains(409);
    }

    @Test void anUnknownUserCannotBePatched() {
        assertThat(fixture.client.patch(ANNA, List.of(PbmPatch.status("0")))).map(PbmRefusal::status).contains(404);
    }

    @Test void anAnswerThatIsNoSuccessIsARefusal() {
        fixture.pbm.faults().answerNext("PUT users", PbmAnswer.json(200, Map.of("success", false, "message", "directory is read-only")));
        assertThat(fixture.client.put(ANNA, FORM, PASSWORD)).map(PbmRefusal::words)
            .contains("the answer was not a success: directory is read-only");
    }

    @Test void anExpiredTokenIsRefreshedOnceAndTheCallRepeated() {
        fixture.client.find(ANNA);
        fixture.pbm.expireTokens();
        assertThat(fixture.client.put(ANNA, FORM, PASSWORD)).isEmpty();
        assertThat(fixture.calls("POST auth")).isEqualTo(2);
        assertThat(fixture.calls("PUT users")).isEqualTo(2);
        PbmCall refresh = fixture.pbm.calls().stream().filter(call -> call.kind().equals("POST auth")).skip(1).findFirst().orElseThrow();
        assertThat(refresh.fields()).containsOnlyKeys("refresh_token");
        assertThat(refresh.bearer()).isPresent();
    }

    @Test void aTokenIsRenewedBeforeItExpires() {
        fixture.client.find(ANNA);
        fixture.clock.pass(Duration.ofMinutes(49));
        fixture.client.find(ANNA);
        assertThat(fixture.pbm.calls().stream().filter(call -> call.fields().containsKey("refresh_token"))).hasSize(1);
        assertThat(fixture.calls("GET users")).as("no call met an expired token").isEqualTo(2);
    }

    @Test void anExpiredRefreshTokenLeadsBackToTheLogin() {
        fixture.client.find(ANNA);
        fixture.clock.pass(Duration.ofDays(30));
        assertThat(fixture.client.find(ANNA)).isEmpty();
        assertThat(fixture.pbm.calls().stream().filter(call -> call.fields().containsKey("password"))).hasSize(2);
    }

    @Test void manyWorkersRefreshOnce() throws Exception {
        fixture.client.find(ANNA);
        fixture.pbm.expireTokens();
        int workers = 6;
        CyclicBarrier together = new CyclicBarrier(workers);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, workers).<Callable<Boolean>>mapToObj(worker -> () -> {
                together.await();
                return fixture.client.find(ANNA).isEmpty();
            }).toList();
            for (Future<Boolean> call : pool.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(fixture.calls("POST auth")).isEqualTo(2);
    }

    @Test void aTokenThatStaysExpiredIsNotRepeatedForEver() {
        fixture.pbm.faults().answerNext("GET users", PbmAnswer.message(401, "TOKEN EXPIRED"));
        fixture.pbm.faults().answerNext("GET users", PbmAnswer.message(401, "TOKEN EXPIRED"));
        assertThat(failure().kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(fixture.calls("GET users")).isEqualTo(2);
    }

    @Test void anyOther401StopsWithoutARepeat() {
        fixture.pbm.faults().answerNext("GET users", PbmAnswer.message(401, "TOKEN REVOKED"));
        assertThat(failure()).hasMessageContaining("TOKEN REVOKED").extracting(MigrationException::kind).isEqualTo(FailureKind.PERMANENT);
        assertThat(fixture.calls("GET users")).isEqualTo(1);
    }

    @Test void forbiddenNamesRoleAndTenant() {
        fixture.pbm.faults().answerNext("GET users", PbmAnswer.message(403, "You don't have the permission"));
        assertThat(failure()).hasMessageContaining("Check role and tenant").extracting(MigrationException::kind).isEqualTo(FailureKind.PERMANENT);
    }

    @Test void aWrongPasswordIsSentOnceAndNotAgainUntilItChangesOrTimePasses() {
        fixture.secrets.with("env:PBM", "canary-Wrong1");
        assertThat(failure()).hasMessageContaining("refused the login of creator@corp.test").hasMessageContaining("env:PBM");
        assertThat(failure()).hasMessageContaining("not tried again before 2026-03-02T12:05:00Z");
        assertThat(fixture.calls("POST auth")).isEqualTo(1);

        fixture.clock.pass(Duration.ofMinutes(5));
        failure();
        assertThat(fixture.calls("POST auth")).isEqualTo(2);

        fixture.secrets.with("env:PBM", PbmFixture.CREATOR_PASSWORD);
        assertThat(fixture.client.find(ANNA)).isEmpty();
    }

    @Test void aBlockedSourceIsPermanentInTheServersWords() {
        IntStream.range(0, 5).forEach(attempt -> {
            fixture.secrets.with("env:PBM", "canary-Wrong" + attempt);
            failure();
        });
        fixture.secrets.with("env:PBM", PbmFixture.CREATOR_PASSWORD);
        assertThat(failure()).hasMessageContaining("Too many attempts");
    }

    @Test void anOrdinaryUserIsNoServiceAccount() {
        fixture.pbm.addAccount("default", "user@corp.test", Secret.of(PbmFixture.CREATOR_PASSWORD), 2);
        assertThat(failure("user@corp.test")).hasMessageContaining("role 2").extracting(MigrationException::kind).isEqualTo(FailureKind.PERMANENT);
    }

    @Test void anAdministratorOfAnotherTenantIsNoServiceAccount() {
        fixture.pbm.addAccount("other", "admin@other.test", Secret.of(PbmFixture.CREATOR_PASSWORD), 1);
        assertThat(failure("admin@other.test")).hasMessageContaining("tenant 'other'");
    }

    @Test void aTenantsOwnAdministratorIsEnough() {
        fixture.pbm.addAccount("default", "admin@corp.test", Secret.of(PbmFixture.CREATOR_PASSWORD), 1);
        assertThat(clientOf("admin@corp.test").find(ANNA)).isEmpty();
    }

    @Test void aBrokenServerIsTransient() {
        fixture.pbm.faults().answerNext("GET users", PbmAnswer.message(500, "Internal server error"));
        assertThat(failure().kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test void aLostAnswerIsTransient() {
        fixture.pbm.faults().loseNextAnswer("PUT users");
        assertThatThrownBy(() -> fixture.client.put(ANNA, FORM, PASSWORD)).isInstanceOfSatisfying(MigrationException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT));
        assertThat(fixture.client.find(ANNA)).as("the write itself happened").isPresent();
    }

    @Test void aThrottlingServerIsObeyed() {
        fixture.pbm.faults().answerNext("GET users", new PbmAnswer(429, ""));
        assertThat(failure().kind()).isEqualTo(FailureKind.THROTTLED);
    }

    @Test void somethingThatIsNotPbmIsPermanent() {
        fixture.pbm.faults().answerNext("POST auth", new PbmAnswer(200, "<html>hello</html>"));
        assertThat(failure()).hasMessageContaining("not JSON").extracting(MigrationException::kind).isEqualTo(FailureKind.PERMANENT);
    }

    @Test void passwordsAreOnlySentOverTlsOrToThisMachine() {
        AdminApi open = new AdminApi("http://pbm.corp.test", "default", "creator@corp.test", SecretReference.parse("env:PBM"));
        assertThatThrownBy(() -> new PbmClient(fixture.http, fixture.secrets, fixture.clock, open)).hasMessageContaining("must begin with https://");
    }

    private MigrationException failure() {
        return catchThrowableOfType(MigrationException.class, () -> fixture.client.find(ANNA));
    }

    private MigrationException failure(String login) {
        return catchThrowableOfType(MigrationException.class, () -> clientOf(login).find(ANNA));
    }

    private PbmClient clientOf(String login) {
        return new PbmClient(fixture.http, fixture.secrets, fixture.clock,
            new AdminApi(fixture.pbm.url(), "default", login, SecretReference.parse("env:PBM")));
    }
}

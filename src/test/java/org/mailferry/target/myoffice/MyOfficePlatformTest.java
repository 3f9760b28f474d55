package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailferry.target.myoffice.PbmFixture.ANNA;
import static org.mailferry.target.myoffice.PbmFixture.anna;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.http.LoggedLines;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.lab.pbm.PbmAnswer;
import org.mailferry.lab.pbm.PbmCall;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.target.AccessResult.Outcome;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.ProvisionResult.AlreadyThere;
import org.mailferry.target.ProvisionResult.Created;
import org.mailferry.target.ProvisionResult.Refused;

class MyOfficePlatformTest {
    private final PbmFixture fixture = new PbmFixture();

    @AfterEach void close() {
        fixture.close();
    }

    @Test void aNewAccountIsOpenAndHasNamesAliasesQuotaAndThePlansPassword() {
        assertThat(fixture.platform.provision(anna("env:ANNA"))).isEqualTo(new Created());
        assertThat(fixture.pbm.stored("anna@corp.test").orElseThrow()).containsAllEntriesOf(Map.of("cn", "Анна", "sn", "Иванова",
            "quota", "1500000000", "inetUserStatus", "1", "employeeNumber", "2", "userPassword", "canary-Anna1"));
        assertThat(fixture.client.find(ANNA).orElseThrow().aliases()).hasSize(2);
        assertThat(fixture.calls("PATCH users")).as("the form was enough").isZero();
    }

    @Test void askingAgainChangesNothing() {
        fixture.platform.provision(anna("env:ANNA"));
        long before = fixture.pbm.calls().size();
        assertThat(fixture.platform.provision(anna("env:ANNA"))).isEqualTo(new AlreadyThere(List.of()));
        assertThat(fixture.pbm.calls().size() - before).as("one look").isEqualTo(1);
    }

    @Test void whatDiffersIsCorrectedAndWhatIsMoreIsLeftAlone() {
        fixture.platform.provision(anna("env:ANNA"));
        fixture.client.patch(ANNA, List.of(PbmPatch.replace("cn", "Anja"), PbmPatch.replace("quota", "5000"), PbmPatch.status("2"),
            PbmPatch.addAlias("own@corp.test"), PbmPatch.replace("title", "Бухгалтер")));
        assertThat(fixture.platform.provision(anna("env:ANNA"))).isEqualTo(new AlreadyThere(List.of("cn", "quota", "inetUserStatus")));
        assertThat(fixture.client.find(ANNA).orElseThrow().aliases()).contains(EmailAddress.parse("own@corp.test"));
        assertThat(fixture.pbm.stored("anna@corp.test").orElseThrow()).containsEntry("title", "Бухгалтер").containsEntry("userPassword", "canary-Anna1");
    }

    @Test void anAccountWhoseAnswerWasLostIsFoundAtTheNextAttempt() {
        fixture.pbm.faults().loseNextAnswer("PUT users");
        assertThatThrownBy(() -> fixture.platform.provision(anna("store:target/anna"))).isInstanceOf(MigrationException.class);
        assertThat(fixture.platform.provision(anna("store:target/anna"))).isEqualTo(new AlreadyThere(List.of()));
        assertThat(fixture.secrets.resolve(SecretReference.parse("store:target/anna")).reveal())
            .as("the generated password was kept before it was sent").isEqualTo(fixture.pbm.stored("anna@corp.test").orElseThrow().get("userPassword"));
    }

    @Test void aMissingPasswordIsGeneratedByThePolicyAndKept() {
        assertThat(fixture.platform.provision(anna("store:target/anna"))).isEqualTo(new Created());
        Secret kept = fixture.secrets.resolve(SecretReference.parse("store:target/anna"));
        assertThat(kept.reveal()).hasSize(20).isEqualTo(fixture.pbm.stored("anna@corp.test").orElseThrow().get("userPassword"));
        assertThat(new PasswordRules(org.mailferry.kernel.PasswordPolicy.DEFAULT).problem(kept)).isEmpty();
    }

    @Test void withoutAStoreKeyNoAccountIsMade() {
        fixture.secrets.loseKey();
        assertThatThrownBy(() -> fixture.platform.provision(anna("store:target/anna"))).hasMessageContaining("mailferry.secret.key");
        assertThat(fixture.calls("PUT users")).isZero();
    }

    @Test void aPasswordAgainstThePolicyIsRefusedBeforeItIsSent() {
        fixture.secrets.with("env:ANNA", "парольСЦифрой1");
        assertThat(refused(fixture.platform.provision(anna("env:ANNA")))).contains("policy").contains("env:ANNA").doesNotContain("пароль");
        assertThat(fixture.calls("PUT users")).isZero();
    }

    @Test void aServerThatQuotesThePasswordDoesNotMakeUsQuoteIt() {
        fixture.pbm.faults().answerNext("PUT users", PbmAnswer.message(400, Map.of("userPassword", "canary-Anna1 is in a dictionary")));
        assertThat(refused(fixture.platform.provision(anna("env:ANNA")))).contains("••• is in a dictionary").doesNotContain("canary-Anna1");
    }

    @Test void aLoginDeletedLessThanThirtyDaysAgoIsRefusedWithTheReason() {
        fixture.platform.provision(anna("env:ANNA"));
        deleteAnna();
        fixture.clock.pass(Duration.ofDays(29));
        assertThat(refused(fixture.platform.provision(anna("env:ANNA")))).contains("less than 30 days ago");
        fixture.clock.pass(Duration.ofDays(1));
        assertThat(fixture.platform.provision(anna("env:ANNA"))).isEqualTo(new Created());
    }

    @Test void anAliasOfSomebodyElseIsRefusedInTheServersWords() {
        fixture.client.put(EmailAddress.parse("boris@corp.test"), Map.of("employeeNumber", "2", "mailAlternateAddress", "boris@corp.test",
            "cn", "B", "sn", "B", "alias", "info@corp.test"), Secret.of("canary-Boris1"));
        assertThat(refused(fixture.platform.provision(anna("env:ANNA")))).contains("Address info@corp.test already exists");
    }

    @Test void aMissingNameIsRefusedInTheServersWords() {
        var nameless = new org.mailferry.target.DesiredAccount(ANNA, "", "Иванова", List.of(), java.util.Optional.empty(), SecretReference.parse("env:ANNA"));
        assertThat(refused(fixture.platform.provision(nameless))).contains("cn is a required value");
    }

    @Test void aChangeThatDoesNotShowIsRefused() {
        fixture.platform.provision(anna("env:ANNA"));
        fixture.client.patch(ANNA, List.of(PbmPatch.replace("quota", "100")));
        fixture.pbm.faults().answerNext("PATCH users", PbmAnswer.json(200, Map.of("success", true)));
        assertThat(refused(fixture.platform.provision(anna("env:ANNA")))).contains("still shows another value of quota");
    }

    @Test void blockingAndOpeningChangeOnlyTheState() {
        fixture.platform.provision(anna("env:ANNA"));
        assertThat(fixture.platform.block(ANNA).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(fixture.platform.block(ANNA).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(fixture.pbm.stored("anna@corp.test").orElseThrow()).containsEntry("inetUserStatus", "0");
        assertThat(fixture.platform.open(ANNA).outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(fixture.platform.open(ANNA).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(fixture.pbm.stored("anna@corp.test").orElseThrow()).containsEntry("inetUserStatus", "1");
    }

    @Test void aBlockedAccountIsReopenedByProvisioning() {
        fixture.platform.provision(anna("env:ANNA"));
        fixture.platform.block(ANNA);
        assertThat(fixture.platform.provision(anna("env:ANNA"))).isEqualTo(new AlreadyThere(List.of("inetUserStatus")));
    }

    @Test void anAccountThatDoesNotExistCannotBeOpenedAndNeedsNoBlock() {
        assertThat(fixture.platform.block(ANNA).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThatThrownBy(() -> fixture.platform.open(ANNA)).hasMessageContaining("no account anna@corp.test");
    }

    @Test void nothingIsDeletedNoOtherTenantIsNamedAndTheWipingHeaderIsNeverSent() {
        everything();
        assertThat(fixture.pbm.calls()).noneMatch(PbmCall::webAdminSolo).noneMatch(call -> call.method().equals("DELETE"))
            .allMatch(call -> call.path().get(0).equals("auth") || call.path().get(1).equals("default"));
    }

    @Test void noPasswordOrTokenIsLogged() {
        try (LoggedLines log = new LoggedLines()) {
            everything();
            assertThat(log.text()).contains("PUT 127.0.0.1:").doesNotContain("canary", "access-", "refresh-");
        }
    }

    @Test void bothReadingsOfTheGuideOnTheAlternateAddressWork() {
        try (PbmFixture lenient = new PbmFixture(PbmSimulator.Settings::optionalAlternateAddress, "creator@corp.test")) {
            assertThat(lenient.platform.provision(anna("env:ANNA"))).isEqualTo(new Created());
        }
    }

    private void everything() {
        fixture.platform.provision(anna("env:ANNA"));
        fixture.platform.block(ANNA);
        fixture.pbm.expireTokens();
        fixture.platform.provision(anna("env:ANNA"));
        fixture.platform.open(ANNA);
        fixture.secrets.with("env:PBM", "canary-Wrong1");
        fixture.pbm.forgetTokens();
        assertThatThrownBy(() -> fixture.platform.open(ANNA)).isInstanceOf(MigrationException.class).hasMessageNotContaining("canary");
    }

    private void deleteAnna() {
        fixture.pbm.delete("default", "anna@corp.test");
    }

    private static String refused(ProvisionResult result) {
        return ((Refused) result).text();
    }
}

package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.DesiredList;
import org.mailferry.target.DesiredResource;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetChange;
import org.mailferry.target.TargetChange.Action;
import org.mailferry.target.TargetDifference;

/** From an empty or half-filled installation to what the plan needs, as the simulator of the vendor's document shows it. */
class MyOfficeDifferenceTest {
    private static final EmailAddress BORIS = EmailAddress.parse("boris@corp.test");
    private static final EmailAddress SALES = EmailAddress.parse("sales@corp.test");
    private static final EmailAddress ROOM = EmailAddress.parse("room@corp.test");
    private static final DesiredTarget DESIRED = new DesiredTarget(List.of(new MailDomain("corp.test"), new MailDomain("more.test")),
        List.of(PbmFixture.anna("env:ANNA"), new DesiredAccount(BORIS, "Борис", "О'Нил", List.of(), Optional.empty(), SecretReference.parse("store:first/boris"))),
        List.of(new DesiredList(SALES, "Отдел продаж", List.of(BORIS, PbmFixture.ANNA), false)),
        List.of(new DesiredResource(ROOM, "Большая переговорная", "Переговорные / 2 этаж", "12 мест", "Москва")));

    private PbmFixture fixture = new PbmFixture();

    @AfterEach void close() {
        fixture.close();
    }

    private TargetDifference difference() {
        return fixture.platform.difference(DESIRED).orElseThrow();
    }

    private List<ProvisionResult> makeAll() {
        return difference().toMake().stream().map(change -> fixture.platform.make(change, DESIRED)).toList();
    }

    @Test void whatAnEmptyInstallationLacksIsShownBeforeAnythingIsWritten() {
        TargetDifference difference = difference();
        assertThat(difference.toMake()).extracting(TargetChange::toString).containsExactly(
            "CREATE  domain corp.test: mail domain",
            "CREATE  domain more.test: mail domain",
            "CREATE  account anna@corp.test: Анна Иванова, aliases a.ivanova@corp.test, info@corp.test, quota 1464843 KB",
            "CREATE  account boris@corp.test: Борис О'Нил",
            "CREATE  resource group Переговорные / 2 этаж: group of resources",
            "CREATE  resource room@corp.test: Большая переговорная in 'Переговорные / 2 этаж', Москва, 12 мест",
            "CREATE  list sales@corp.test: Отдел продаж, 2 members, closed to outsiders");
        assertThat(fixture.pbm.calls()).as("comparing only reads").allMatch(call -> call.kind().startsWith("GET") || call.kind().equals("POST auth"));
    }

    @Test void whatWasMadeIsThereAndASecondLookFindsNothing() {
        assertThat(makeAll()).hasSize(7).allMatch(ProvisionResult.Created.class::isInstance);
        assertThat(difference().toMake()).isEmpty();
        assertThat(difference().asDesired()).as("with the tenant").isEqualTo(8);
        assertThat(fixture.client.mailLists().find(SALES).orElseThrow()).isEqualTo(
            new PbmMailList(SALES, "Отдел продаж", java.util.Set.of(BORIS, PbmFixture.ANNA), true));
        assertThat(fixture.client.find(BORIS).orElseThrow().status()).isEqualTo(PbmUser.OPEN);
    }

    @Test void whatDiffersIsNamedWithBothValuesAndCorrected() {
        makeAll();
        fixture.client.patch(PbmFixture.ANNA, List.of(PbmPatch.replace("cn", "Anja"), PbmPatch.replace("quota", "5120"), PbmPatch.status("2")));
        fixture.client.mailLists().patch(SALES, List.of(PbmPatch.replace("displayName", "Sales")));
        fixture.client.resources().patch("Переговорные / 2 этаж", ROOM, List.of(PbmPatch.replace("l", "Тверь")));
        assertThat(difference().toMake()).extracting(TargetChange::toString).containsExactly(
            "ALTER  account anna@corp.test: given name 'Anja' becomes 'Анна'; quota 5 KB becomes 1464843 KB; it is opened, its status was 2",
            "ALTER  resource room@corp.test: l becomes 'Москва'",
            "ALTER  list sales@corp.test: name becomes 'Отдел продаж'");
        assertThat(makeAll()).allMatch(ProvisionResult.AlreadyThere.class::isInstance);
        assertThat(difference().toMake()).isEmpty();
    }

    @Test void anApprovalBindsToWhatTheLinesLeaveOut() {
        String approved = difference().sha256(DESIRED);
        assertThat(difference().sha256(DESIRED)).isEqualTo(approved);
        DesiredTarget otherMember = new DesiredTarget(DESIRED.domains(), DESIRED.accounts(),
            List.of(new DesiredList(SALES, "Отдел продаж", List.of(BORIS, ROOM), false)), DESIRED.resources());
        DesiredTarget opened = new DesiredTarget(DESIRED.domains(), DESIRED.accounts(),
            List.of(new DesiredList(SALES, "Отдел продаж", List.of(BORIS, PbmFixture.ANNA), true)), DESIRED.resources());
        DesiredTarget otherCity = new DesiredTarget(DESIRED.domains(), DESIRED.accounts(), DESIRED.lists(),
            List.of(new DesiredResource(ROOM, "Большая переговорная", "Переговорные / 2 этаж", "12 мест", "Тверь")));
        assertThat(List.of(otherMember, opened, otherCity)).allSatisfy(desired ->
            assertThat(fixture.platform.difference(desired).orElseThrow().sha256(desired)).isNotEqualTo(approved));
    }

    @Test void whatThePlanDoesNotKnowIsLeftAloneAndShown() {
        makeAll();
        EmailAddress stranger = EmailAddress.parse("stranger@corp.test");
        fixture.client.put(stranger, new PbmAccount(new DesiredAccount(stranger, "A", "B", List.of(), Optional.empty(), SecretReference.parse("env:ANNA"))).form(),
            fixture.secrets.resolve(SecretReference.parse("env:ANNA")));
        fixture.client.mailLists().patch(SALES, List.of(PbmPatch.addAlias("guest@other.test")));
        TargetDifference difference = difference();
        assertThat(difference.toMake()).isEmpty();
        assertThat(difference.left()).extracting(TargetChange::toString).contains("LEAVE  account stranger@corp.test: is not in the plan; status 1",
            "LEAVE  list sales@corp.test: 1 members more than planned: guest@other.test");
        assertThat(difference.left()).extracting(TargetChange::action).containsOnly(Action.LEAVE);
    }

    @Test void anAddressThatIsSomebodysAliasIsToldBeforeItIsRefused() {
        EmailAddress other = EmailAddress.parse("other@corp.test");
        fixture.platform.provision(new DesiredAccount(other, "O", "T", List.of(BORIS), Optional.empty(), SecretReference.parse("env:ANNA")));
        assertThat(difference().changes()).anySatisfy(change -> assertThat(change.text())
            .isEqualTo("Борис О'Нил; boris@corp.test is an alias of other@corp.test and must be freed first"));
        assertThat(makeAll()).anySatisfy(result -> assertThat(result).isInstanceOfSatisfying(ProvisionResult.Refused.class,
            refused -> assertThat(refused.text()).contains("409", "must be freed")));
    }

    @Test void aResourceInAnotherGroupIsAPersonsMatter() {
        fixture.client.resources().putGroup("Old");
        fixture.client.resources().put("Old", new PbmResource(ROOM, "Room", "", ""));
        assertThat(difference().changes()).anySatisfy(change -> assertThat(change.toString())
            .startsWith("LEAVE  resource room@corp.test: is in the group 'Old' and not in 'Переговорные / 2 этаж'"));
    }

    @Test void aSuperAdministratorMakesTheTenantFirst() {
        fixture.close();
        fixture = new PbmFixture(settings -> settings, "creator@corp.test", "branch");
        DesiredTarget branch = new DesiredTarget(List.of(new MailDomain("branch.test")), List.of(), List.of(), List.of());
        TargetDifference difference = fixture.platform.difference(branch).orElseThrow();
        assertThat(difference.toMake()).extracting(TargetChange::toString).containsExactly("CREATE  organisation branch: tenant with the domain branch.test");
        assertThat(fixture.platform.make(difference.toMake().get(0), branch)).isInstanceOf(ProvisionResult.Created.class);
        assertThat(fixture.client.tenants().ids()).contains("branch");
    }

    /** A breakdown or a lost answer at every single call: whoever begins again ends at the same installation. */
    @Test void anOutageAtAnyCallLeavesNothingHalfMadeForLong() {
        makeAll();
        int calls = fixture.pbm.calls().size();
        Map<String, Object> wanted = state();
        List<String> shapes = new ArrayList<>();
        for (boolean lost : List.of(false, true)) {
            for (int at : IntStream.range(0, calls).toArray()) {
                fixture.close();
                fixture = new PbmFixture();
                if (lost) {
                    fixture.pbm.faults().loseAnswerAfter(at);
                } else {
                    fixture.pbm.faults().breakDownAfter(at);
                }
                try {
                    makeAll();
                } catch (MigrationException e) {
                    makeAll();
                }
                assertThat(difference().toMake()).as("lost %s at call %d", lost, at).isEmpty();
                assertThat(state()).as("lost %s at call %d", lost, at).isEqualTo(wanted);
                shapes.add(lost + " " + at);
            }
        }
        assertThat(shapes).hasSizeGreaterThan(40);
    }

    private Map<String, Object> state() {
        return Map.of("users", fixture.client.all(), "lists", fixture.client.mailLists().all(), "domains", fixture.client.domains().mail(),
            "groups", fixture.client.resources().groups(), "resources", fixture.client.resources().in("Переговорные / 2 этаж"));
    }
}

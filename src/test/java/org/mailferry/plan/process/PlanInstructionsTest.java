package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.People;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Wave;
import org.mailferry.process.Instructions;

/** Every page, for every pair of systems. */
class PlanInstructionsTest {
    private static final PlanName OFFICE = PlanName.parse("office");
    private static final WaveId FIRST = WaveId.parse("office/first");
    private static final MailEndpoint OLD = MailEndpoint.of("old.corp.test", 993, TransportSecurity.TLS);
    private static final MailEndpoint NEW = MailEndpoint.of("new.corp.test", 993, TransportSecurity.TLS);
    private static final SecretReference PASSWORD = SecretReference.parse("env:SERVICE_PASSWORD");

    static Stream<String> pages() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/instructions"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString().replace(".md", "")).filter(name -> !name.equals("restore-point")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest @MethodSource("pages") void fillsInEveryValueForEverySystem(String page) {
        for (Systems.SourceKind source : Systems.SourceKind.values()) {
            for (Systems.TargetKind target : Systems.TargetKind.values()) {
                for (Instructions.Scope scope : page.equals("switch-flow") ? flows() : scopes()) {
                    String text = page(page, source, target, scope).markdown();
                    assertThat(text).as("%s, %s to %s, %s", page, source, target, scope).isNotBlank().doesNotContain("{{", "}}", "PASSWORD")
                        .doesNotContainPattern("(?<!\\$)\\bnull\\b");
                    assertThat(text.split("```", -1).length % 2).as("code blocks are closed").isOne();
                }
            }
        }
    }

    @ParameterizedTest @MethodSource("pages") void isShownByTheFormOfItsTask(String page) throws Exception {
        assertThat(Files.readString(Path.of("forms", page + ".form"))).contains("{{instructions}}");
    }

    @Test void formsThatShowAPageHaveOne() throws Exception {
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            List<String> showing = new ArrayList<>();
            for (Path form : forms.toList()) {
                if (Files.readString(form).contains("{{instructions}}")) {
                    showing.add(form.getFileName().toString().replace(".form", ""));
                }
            }
            assertThat(showing).containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.concat(pages(), Stream.of("carry-out-step")).toList());
        }
    }

    @Test void aStepNamesItsTaskAndThePlanKeyItLacks() {
        Instructions.Page page = page("steps/myoffice-dns", Systems.SourceKind.IMAP, Systems.TargetKind.MYOFFICE, plan());
        assertThat(page.title()).contains("MyOffice: DNS records");
        assertThat(page.markdown()).startsWith("**The plan does not say `dns.services.domain`.** Set it in plan.yaml");
        assertThat(page.facts()).containsEntry("stepPaste", "none");
    }

    @Test void aWavesStepHoldsItsMembersOnly() {
        Instructions.Page page = page("steps/exchange-delegation", Systems.SourceKind.EXCHANGE, Systems.TargetKind.MYOFFICE, wave());
        assertThat(page.title()).contains("Exchange: IMAP and access to the mailboxes, first");
        assertThat(page.markdown()).contains("Add-MailboxPermission -Identity 'anna@corp.test' -User 'svc'", "sean.o''neill").doesNotContain("boris@");
    }

    @Test void theStoreLimitsAreTheCorrectedOnes() {
        String text = page("prepare-source", Systems.SourceKind.EXCHANGE, Systems.TargetKind.VK_WORKSPACE, plan()).markdown();
        assertThat(text).contains("ParametersSystem\\MaxObjsPerMapiSession]", "\"objtMessage\"=dword:000003e8");
        assertThat(page("steps/exchange-limits", Systems.SourceKind.EXCHANGE, Systems.TargetKind.VK_WORKSPACE, plan()).markdown())
            .contains("Set-ThrottlingPolicyAssociation -Identity 'svc'");
        assertThat(page("steps/exchange-connectors", Systems.SourceKind.EXCHANGE, Systems.TargetKind.VK_WORKSPACE, plan()).markdown())
            .contains("Set-SendConnector -Identity 'VK_sender' -Port 1025");
    }

    @Test void anApostropheDoesNotEndAPowerShellText() {
        String text = page("steps/exchange-delegation", Systems.SourceKind.EXCHANGE, Systems.TargetKind.IMAP, plan()).markdown();
        assertThat(text).contains("Set-CasMailbox -Identity 'sean.o''neill@corp.test' -ImapEnabled $true");
    }

    @Test void theExcludedFoldersAreShownToTheLetter() {
        assertThat(page("prepare-target", Systems.SourceKind.EXCHANGE, Systems.TargetKind.VK_WORKSPACE, plan()).markdown())
            .contains("Contacts, Draft, Drafts, Tasks, draft, drafts, Задачи, Контакты, Черновики");
    }

    @Test void routesAreSwitchedForReadyMembersOfTheWaveOnly() {
        String text = page("switch-routes", Systems.SourceKind.IMAP, Systems.TargetKind.MYOFFICE, wave()).markdown();
        assertThat(text).contains("anna@corp.test  ->  anna@virt.corp.test").doesNotContain("sean.o'neill", "boris");
    }

    @Test void aChangedAddressIsItsOwnRoute() {
        String text = page("switch-routes", Systems.SourceKind.IMAP, Systems.TargetKind.MYOFFICE,
            new Instructions.Scope(OFFICE, Optional.of(WaveId.parse("office/last")), Optional.empty(), "", "office/last")).markdown();
        assertThat(text).contains("boris@corp.test  ->  boris@new.test");
    }

    @Test void eachFlowHasItsOwnSteps() {
        Systems.SourceKind exchange = Systems.SourceKind.EXCHANGE;
        assertThat(page("switch-flow", exchange, Systems.TargetKind.IMAP, flow("INBOUND")).markdown()).contains("corp.test.  300 IN MX 10 mx.new.test.");
        assertThat(page("switch-flow", exchange, Systems.TargetKind.IMAP, flow("INTERNAL")).markdown()).contains("Take `old.corp.test` out").doesNotContain("IN MX");
        assertThat(page("switch-flow", exchange, Systems.TargetKind.IMAP, flow("OUTBOUND")).markdown()).contains("SPF").doesNotContain("IN MX");
    }

    @Test void theHoursOfWindowsAreShown() {
        assertThat(page("request-window", Systems.SourceKind.IMAP, Systems.TargetKind.IMAP, plan()).markdown())
            .contains("**Saturday, Sunday**, **20:00 to 23:00** (Europe/Moscow), never on 2026-12-31");
    }

    @Test void tellsWhichFieldsApply() {
        assertThat(page("prepare-target", Systems.SourceKind.IMAP, Systems.TargetKind.TEGU, plan()).facts())
            .containsOnly(Map.entry("sourceKind", "IMAP"), Map.entry("targetKind", "TEGU"));
    }

    @Test void aTaskWithoutAPageNeedsNoPlan() {
        assertThat(instructions(null).of("correct-plan", plan())).isEmpty();
    }

    private static Instructions.Page page(String task, Systems.SourceKind source, Systems.TargetKind target, Instructions.Scope scope) {
        return instructions(planOf(source, target)).of(task, scope).orElseThrow();
    }

    private static PlanInstructions instructions(MigrationPlan plan) {
        return new PlanInstructions(new OnePlan(plan), new Ledger(), new StepPages(new OnePlan(plan), new Ledger()));
    }

    private static List<Instructions.Scope> scopes() {
        return List.of(plan(), wave(), flow("INBOUND"),
            new Instructions.Scope(OFFICE, Optional.empty(), Optional.of(MailboxId.parse("office/anna@corp.test")), "", "anna"));
    }

    private static List<Instructions.Scope> flows() {
        return List.of(flow("INBOUND"), flow("INTERNAL"), flow("OUTBOUND"));
    }

    private static Instructions.Scope plan() {
        return new Instructions.Scope(OFFICE, Optional.empty(), Optional.empty(), "", "office");
    }

    private static Instructions.Scope wave() {
        return new Instructions.Scope(OFFICE, Optional.of(FIRST), Optional.empty(), "", FIRST.text());
    }

    private static Instructions.Scope flow(String flow) {
        return new Instructions.Scope(OFFICE, Optional.empty(), Optional.empty(), flow, flow + " flow");
    }

    private static MigrationPlan planOf(Systems.SourceKind source, Systems.TargetKind target) {
        Systems systems = new Systems(new Systems.Source(source, OLD, Optional.of(MailEndpoint.of("old.corp.test", 25, TransportSecurity.STARTTLS)), Optional.of("https://old.corp.test/EWS")),
            new Systems.Target(target, NEW, Optional.empty(), target == Systems.TargetKind.MYOFFICE
                ? Optional.of(new Systems.Pbm("https://pbm.new.test", "default", "creator@new.test", PASSWORD)) : Optional.empty(), Optional.of("https://mail.new.test")),
            Optional.empty(), new Systems.Dns(List.of("127.0.0.1:53"), List.of(new Systems.Mx(new MailDomain("corp.test"), "mx.new.test")), List.of("new.corp.test")));
        Policies.Windows windows = new Policies.Windows(ZoneId.of("Europe/Moscow"), EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.of(20, 0), LocalTime.of(23, 0), List.of(LocalDate.of(2026, 12, 31)));
        Policies policies = new Policies(Policies.DEFAULT_EXCLUSIONS, 0, 4, Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(10), Duration.ofDays(2), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1), true, windows);
        return new MigrationPlan(OFFICE, systems, List.of(new MailDomain("corp.test")), List.of(new Wave("pilot", Wave.Kind.PILOT, 1), new Wave("first", Wave.Kind.WAVE, 2), new Wave("last", Wave.Kind.WAVE, 5)),
            policies, new People(List.of("carla", "olga"), List.of()),
            List.of(mailbox("anna@corp.test", "anna@corp.test", "first"), mailbox("sean.o'neill@corp.test", "sean.o'neill@corp.test", "first"), mailbox("boris@corp.test", "boris@new.test", "last")), "f00");
    }

    private static PlannedMailbox mailbox(String source, String target, String wave) {
        return new PlannedMailbox(MailboxId.of(OFFICE, EmailAddress.parse(source)), wave, EmailAddress.parse(source), EmailAddress.parse(target), "", "", List.of(), Optional.of(5_000_000_000L),
            new MailAccount(OLD, CredentialMode.values()[1], source, Optional.of("svc"), PASSWORD), new MailAccount(NEW, CredentialMode.OWN_PASSWORD, target, Optional.empty(), PASSWORD));
    }

    private record OnePlan(MigrationPlan plan) implements Plans {
        @Override public void store(MigrationPlan stored, PlanSource source) {
            throw new UnsupportedOperationException();
        }

        @Override public Optional<MigrationPlan> find(PlanName name) {
            return Optional.of(plan);
        }

        @Override public MigrationPlan get(PlanName name) {
            return plan;
        }

        @Override public PlannedMailbox mailbox(MailboxId id) {
            throw new UnsupportedOperationException();
        }

        @Override public List<PlanName> names() {
            return List.of(OFFICE);
        }
    }

    /** Anna and Boris are ready, Sean failed. */
    private static final class Ledger implements Members {
        @Override public List<Member> of(PlanName plan) {
            return List.of(member("anna@corp.test", MemberState.READY), member("sean.o'neill@corp.test", MemberState.FAILED), member("boris@corp.test", MemberState.SWITCHED));
        }

        private static Member member(String address, MemberState state) {
            return new Member(MailboxId.of(OFFICE, EmailAddress.parse(address)), "first", state, "", Optional.empty(), Instant.EPOCH);
        }

        @Override public Member get(MailboxId id) {
            throw new UnsupportedOperationException();
        }

        @Override public List<Member> of(WaveId wave) {
            throw new UnsupportedOperationException();
        }

        @Override public Map<MemberState, Long> count(WaveId wave) {
            throw new UnsupportedOperationException();
        }

        @Override public Map<MemberState, Long> count(PlanName plan) {
            throw new UnsupportedOperationException();
        }

        @Override public List<MailboxId> next(WaveId wave, MemberState state, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override public void move(MailboxId id, MemberState state, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override public List<MailboxId> claimDueForDelta(WaveId wave, Instant now, Duration every, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}

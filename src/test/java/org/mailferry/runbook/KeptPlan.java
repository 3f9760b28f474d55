package org.mailferry.runbook;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Plan {@code corp} of one mailbox {@code anna@corp.test} in wave {@code first}, kept in memory. Its fields may be changed between steps. */
public final class KeptPlan implements Plans, Members {
    public static final PlanName NAME = new PlanName("corp");
    public static final WaveId WAVE = WaveId.parse("corp/first");
    public static final MailDomain DOMAIN = new MailDomain("corp.test");
    private static final EmailAddress ANNA = EmailAddress.parse("anna@corp.test");
    private static final MailEndpoint NOBODY = MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN);

    public String sha256;
    public MailEndpoint sourceImap;
    public MailEndpoint targetImap;
    public Optional<MailEndpoint> sourceSmtp;
    public Optional<MailEndpoint> targetSmtp;
    public Systems.TargetKind targetKind;
    public Systems.Dns dns;
    public List<People.GroupAddress> addresses;
    public MemberState state;
    public Optional<Systems.Calendars> calendars;

    public KeptPlan() {
        reset();
    }

    public void reset() {
        sha256 = "a".repeat(64);
        sourceImap = NOBODY;
        targetImap = NOBODY;
        sourceSmtp = Optional.empty();
        targetSmtp = Optional.empty();
        targetKind = Systems.TargetKind.IMAP;
        dns = new Systems.Dns(List.of(), List.of(), List.of());
        addresses = List.of();
        state = MemberState.READY;
        calendars = Optional.empty();
    }

    private MigrationPlan plan() {
        Systems systems = new Systems(new Systems.Source(Systems.SourceKind.IMAP, sourceImap, sourceSmtp, Optional.empty()),
            new Systems.Target(targetKind, targetImap, targetSmtp, Optional.empty(), Optional.empty()), Optional.empty(), dns, calendars);
        Policies.Windows windows = new Policies.Windows(ZoneId.of("Europe/Moscow"), EnumSet.allOf(DayOfWeek.class), LocalTime.of(20, 0), LocalTime.of(6, 0),
            List.of(LocalDate.parse("2026-12-31")));
        Policies policies = new Policies(Policies.DEFAULT_EXCLUSIONS, 0, 2, Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(15),
            Duration.ofDays(7), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofHours(4), false, windows);
        return new MigrationPlan(NAME, systems, List.of(DOMAIN), List.of(new Wave("first", Wave.Kind.WAVE, 1)), policies,
            new People(List.of(), addresses), List.of(mailbox()), sha256);
    }

    private PlannedMailbox mailbox() {
        return new PlannedMailbox(MailboxId.of(NAME, ANNA), "first", ANNA, ANNA, "Anna", "A", List.of(), Optional.empty(), account(sourceImap), account(targetImap),
            Optional.of(account(sourceImap).password()), Optional.of(account(targetImap).password()));
    }

    private static MailAccount account(MailEndpoint endpoint) {
        return new MailAccount(endpoint, CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:ANNA"));
    }

    @Override public void store(MigrationPlan plan, PlanSource source) {
        throw new UnsupportedOperationException();
    }

    @Override public Optional<MigrationPlan> find(PlanName name) {
        return name.equals(NAME) ? Optional.of(plan()) : Optional.empty();
    }

    @Override public MigrationPlan get(PlanName name) {
        return find(name).orElseThrow();
    }

    @Override public PlannedMailbox mailbox(MailboxId id) {
        return mailbox();
    }

    @Override public List<PlanName> names() {
        return List.of(NAME);
    }

    @Override public Member get(MailboxId id) {
        return new Member(id, "first", state, "", Optional.empty(), Instant.EPOCH);
    }

    @Override public List<Member> of(WaveId wave) {
        return of(wave.plan());
    }

    @Override public List<Member> of(PlanName plan) {
        return List.of(get(MailboxId.of(NAME, ANNA)));
    }

    @Override public Map<MemberState, Long> count(WaveId wave) {
        return Map.of(state, 1L);
    }

    @Override public Map<MemberState, Long> count(PlanName plan) {
        return Map.of(state, 1L);
    }

    @Override public List<MailboxId> next(WaveId wave, MemberState wanted, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override public void move(MailboxId id, MemberState next, String reason) {
        state = next;
    }

    @Override public List<MailboxId> claimDueForDelta(WaveId wave, Instant now, Duration every, int limit) {
        throw new UnsupportedOperationException();
    }
}

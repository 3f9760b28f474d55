package org.mailferry.dashboard;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

/** A plan of one pilot wave with two mailboxes, stored, with members that a test can move. */
final class SamplePlan implements Plans, Members {
    static final PlanName NAME = new PlanName("sample");
    static final MailEndpoint SERVER = new MailEndpoint("mail.corp.test", 993, TransportSecurity.TLS, Optional.of("cd".repeat(32)));

    private final List<Member> members = new ArrayList<>();
    final MigrationPlan plan = new MigrationPlan(NAME, systems(), List.of(new MailDomain("corp.test")), List.of(new Wave("pilot", Wave.Kind.PILOT, 1)), policies(),
        new People(List.of("olga"), List.of()), List.of(mailbox("anna"), mailbox("boris")), "f00d");

    SamplePlan() {
        plan.mailboxes().forEach(mailbox -> members.add(new Member(mailbox.id(), "pilot", MemberState.PLANNED, "", Optional.empty(), Instant.EPOCH)));
    }

    static MailboxId id(String name) {
        return new MailboxId(NAME, name + "@corp.test");
    }

    @Override public void move(MailboxId id, MemberState state, String reason) {
        members.replaceAll(member -> member.id().equals(id) ? new Member(id, "pilot", state, reason, Optional.empty(), Instant.EPOCH) : member);
    }

    @Override public List<Member> of(PlanName name) {
        return List.copyOf(members);
    }

    @Override public List<PlanName> names() {
        return List.of(NAME);
    }

    @Override public MigrationPlan get(PlanName name) {
        return plan;
    }

    @Override public Optional<MigrationPlan> find(PlanName name) {
        return Optional.of(plan).filter(stored -> name.equals(NAME));
    }

    @Override public Member get(MailboxId id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst().orElseThrow();
    }

    @Override public List<Member> of(WaveId wave) {
        return of(NAME);
    }

    @Override public Map<MemberState, Long> count(WaveId wave) {
        return count(NAME);
    }

    @Override public Map<MemberState, Long> count(PlanName name) {
        return members.stream().collect(Collectors.groupingBy(Member::state, Collectors.counting()));
    }

    @Override public List<MailboxId> next(WaveId wave, MemberState state, int limit) {
        throw new UnsupportedOperationException("pages only read");
    }

    @Override public List<MailboxId> claimDueForDelta(WaveId wave, Instant now, Duration every, int limit) {
        throw new UnsupportedOperationException("pages only read");
    }

    @Override public void store(MigrationPlan newPlan, PlanSource source) {
        throw new UnsupportedOperationException("pages only read");
    }

    @Override public PlannedMailbox mailbox(MailboxId id) {
        return plan.mailboxes().stream().filter(mailbox -> mailbox.id().equals(id)).findFirst().orElseThrow();
    }

    private static Systems systems() {
        return new Systems(new Systems.Source(Systems.SourceKind.IMAP, SERVER, Optional.empty(), Optional.empty()),
            new Systems.Target(Systems.TargetKind.IMAP, SERVER, Optional.empty(), Optional.empty(), Optional.empty()), Optional.empty(),
            new Systems.Dns(List.of(), List.of(), List.of()));
    }

    private static Policies policies() {
        Duration minute = Duration.ofMinutes(1);
        return new Policies(Policies.DEFAULT_EXCLUSIONS, 0, 4, minute, minute, minute, minute, minute, minute, minute, false,
            new Policies.Windows(ZoneOffset.UTC, Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(23, 0), List.of()));
    }

    private static PlannedMailbox mailbox(String name) {
        EmailAddress address = EmailAddress.parse(name + "@corp.test");
        MailAccount account = new MailAccount(SERVER, CredentialMode.OWN_PASSWORD, name, Optional.empty(), SecretReference.parse("env:X"));
        return new PlannedMailbox(id(name), "pilot", address, address, "Анна <b>", "Иванова", List.of(), Optional.of(1L << 30), account, account);
    }
}

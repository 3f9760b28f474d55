package org.mailferry.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
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
import org.mailferry.plan.Systems.TargetKind;

/** Plan {@code p} with mailboxes {@code m0@old.test} and so on, all in wave {@code w}; ports in memory. Its fields may be changed between calls. */
public final class PlannedWorld {
    public static final PlanName PLAN = PlanName.parse("p");
    private static final MailEndpoint IMAP = MailEndpoint.of("imap.test", 993, TransportSecurity.TLS);

    public TargetKind targetKind = TargetKind.MYOFFICE;
    public CredentialMode credentialMode = CredentialMode.OWN_PASSWORD;
    public int mailboxes = 1;
    public Wave.Kind waveKind = Wave.Kind.WAVE;
    public Optional<Systems.Directory> directory = Optional.empty();
    public IntFunction<String> localPart = index -> "m" + index;
    public IntFunction<List<EmailAddress>> aliases = index -> List.of();
    public Optional<Systems.Calendars> calendars = Optional.empty();
    public Optional<CalendarHost> calendarHost = Optional.empty();
    public Policies.Coexistence coexistence = Policies.Coexistence.ONE_WAY;
    public IntFunction<Optional<Instant>> switchedAt = index -> Optional.empty();
    public IntFunction<MemberState> state = index -> MemberState.SWITCHED;
    private final List<AuditEntry> entries = new ArrayList<>();

    public final AuditTrail trail = new AuditTrail() {
        @Override public void record(AuditEntry entry) {
            entries.add(entry);
        }

        @Override public List<RecordedEntry> of(PlanName plan) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName plan) {
            return OptionalLong.empty();
        }
    };

    public final Plans plans = new Plans() {
        @Override public void store(MigrationPlan plan, PlanSource source) {
            throw new UnsupportedOperationException();
        }

        @Override public Optional<MigrationPlan> find(PlanName name) {
            return Optional.of(plan());
        }

        @Override public MigrationPlan get(PlanName name) {
            return plan();
        }

        @Override public PlannedMailbox mailbox(MailboxId id) {
            return plan().mailboxes().stream().filter(mailbox -> mailbox.id().equals(id)).findFirst().orElseThrow();
        }

        @Override public List<PlanName> names() {
            return List.of(PLAN);
        }
    };

    public final Members members = new Members() {
        @Override public Member get(MailboxId id) {
            return of(id.plan()).stream().filter(member -> member.id().equals(id)).findFirst().orElseThrow();
        }

        @Override public List<Member> of(WaveId wave) {
            return of(wave.plan());
        }

        @Override public List<Member> of(PlanName plan) {
            return IntStream.range(0, mailboxes).mapToObj(index -> new Member(id(index), "w", state.apply(index), "", switchedAt.apply(index), Instant.EPOCH)).toList();
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
    };

    /** {@code action subject: detail} of each entry. */
    public List<String> audited() {
        return entries.stream().map(entry -> entry.action() + " " + entry.subject() + ": " + entry.detail()).toList();
    }

    private MigrationPlan plan() {
        Optional<Systems.Pbm> pbm = targetKind == TargetKind.MYOFFICE
            ? Optional.of(new Systems.Pbm("https://pbm.test", "default", "creator@new.test", SecretReference.parse("env:PBM"))) : Optional.empty();
        Systems systems = new Systems(new Systems.Source(Systems.SourceKind.IMAP, IMAP, Optional.empty(), Optional.empty()),
            new Systems.Target(targetKind, IMAP, Optional.empty(), pbm, Optional.empty()), directory,
            new Systems.Dns(List.of(), List.of(), List.of()), calendars, calendarHost);
        Policies policies = new Policies(Policies.DEFAULT_EXCLUSIONS, 0, 2, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(5),
            Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofHours(1), false, new Policies.Windows(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class),
                LocalTime.MIN, LocalTime.MAX, List.of()), coexistence);
        return new MigrationPlan(PLAN, systems, List.of(new MailDomain("old.test")), List.of(new Wave("w", waveKind, 1)), policies, new People(List.of(), List.of()),
            IntStream.range(0, mailboxes).mapToObj(this::mailbox).toList(), "0".repeat(64));
    }

    private PlannedMailbox mailbox(int index) {
        Optional<String> service = credentialMode == CredentialMode.OWN_PASSWORD ? Optional.empty() : Optional.of("master");
        return new PlannedMailbox(id(index), "w", EmailAddress.parse(localPart.apply(index) + "@old.test"), EmailAddress.parse(localPart.apply(index) + "@new.test"),
            "Given" + index, "Family" + index, aliases.apply(index), Optional.empty(),
            new MailAccount(IMAP, CredentialMode.OWN_PASSWORD, "m" + index, Optional.empty(), SecretReference.parse("env:S" + index)),
            new MailAccount(IMAP, credentialMode, "m" + index, service, SecretReference.parse("env:M" + index)),
            Optional.of(SecretReference.parse("env:S" + index)), Optional.of(SecretReference.parse("env:T" + index)));
    }

    private MailboxId id(int index) {
        return MailboxId.of(PLAN, EmailAddress.parse(localPart.apply(index) + "@old.test"));
    }
}

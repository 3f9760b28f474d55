package org.mailferry.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailferry.directory.PlannedPerson;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

/**
 * A checked plan. {@code sha256} is the digest of {@code plan.yaml} and {@code mailboxes.csv} as read, and is what approvals bind to.
 * Waves are in the order in which they run: the test user, the pilot, then ascending criticality (V105), then as written.
 */
public record MigrationPlan(PlanName name, Systems systems, List<MailDomain> domains, List<Wave> waves, Policies policies,
                            People people, List<PlannedMailbox> mailboxes, Organisation organisation, String sha256) {
    public MigrationPlan {
        domains = List.copyOf(domains);
        waves = waves.stream().sorted(Comparator.comparing(Wave::kind).thenComparing(Wave::criticality)).toList();
        mailboxes = List.copyOf(mailboxes);
    }

    /** With neither lists nor resources. */
    public MigrationPlan(PlanName name, Systems systems, List<MailDomain> domains, List<Wave> waves, Policies policies, People people,
                         List<PlannedMailbox> mailboxes, String sha256) {
        this(name, systems, domains, waves, policies, people, mailboxes, Organisation.NONE, sha256);
    }

    /** The single wave of that kind. @throws IllegalArgumentException when the plan has none */
    public Wave only(Wave.Kind kind) {
        return waves.stream().filter(wave -> wave.kind() == kind).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Plan " + name + " has no wave of kind " + kind));
    }

    public Optional<Wave> wave(String waveName) {
        return waves.stream().filter(wave -> wave.name().equals(waveName)).findFirst();
    }

    public List<PlannedMailbox> membersOf(String waveName) {
        return mailboxes.stream().filter(mailbox -> mailbox.wave().equals(waveName)).toList();
    }

    /** Endpoints whose certificate is believed by its fingerprint alone, in the order of the plan: the exception that an auditor must see. */
    public List<MailEndpoint> pinned() {
        Stream<MailEndpoint> systemwide = Stream.of(Optional.of(systems.source().imap()), systems.source().smtp(), Optional.of(systems.target().imap()),
            systems.target().smtp()).flatMap(Optional::stream);
        Stream<MailEndpoint> opened = mailboxes.stream().flatMap(mailbox -> Stream.of(mailbox.source().endpoint(), mailbox.target().endpoint()));
        return Stream.concat(systemwide, opened).filter(endpoint -> endpoint.certificateSha256().isPresent()).distinct().toList();
    }

    /** Calendars move too: we carry them, or people do with the platform's tool. */
    public boolean movesCalendars() {
        return policies.calendars() || systems.carriesCalendars();
    }

    /** Connections to that side's server at once, over all nodes. */
    public int connections(ServerRules side) {
        return side.connections().orElse(policies.connections());
    }

    /** A mailbox takes a connection to each side. */
    public int copiesAtOnce() {
        return Math.min(connections(systems.source().rules()), connections(systems.target().rules()));
    }

    /**
     * What the directory is compared with.
     *
     * @param rosterSince when the present list of mailboxes was loaded, if that is known
     * @param moved whose owners work on the target already
     */
    public Planned people(Optional<Instant> rosterSince, Set<MailboxId> moved) {
        List<PlannedPerson> people = mailboxes.stream().map(mailbox -> new PlannedPerson(mailbox.sourceAddress(), mailbox.targetAddress(), mailbox.wave(),
            mailbox.givenName(), mailbox.familyName(), mailbox.aliases(), moved.contains(mailbox.id()))).toList();
        Set<EmailAddress> service = systems.target().pbm().map(Systems.Pbm::login).filter(login -> login.contains("@")).map(EmailAddress::parse)
            .map(Set::of).orElse(Set.of());
        return new Planned(people, domains, rosterSince, service);
    }
}

package org.mailferry.mailflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailflow.ProbeMailboxes.Arrival;
import org.mailferry.mailflow.ProbeMailboxes.ProbeMailbox;
import org.springframework.stereotype.Service;

/**
 * Sends a round of probes and waits for all of them under one deadline, so that the time does not grow with their number. Probes of
 * earlier rounds that came late are swept out of the same mailboxes.
 */
@Service
public final class ProbeRounds {
    private static final Duration SWEPT_FOR = Duration.ofDays(7);

    private final ProbePost post;
    private final ProbeMailboxes mailboxes;
    private final ProbeLog probeLog;
    private final MailflowSettings settings;
    private final Pacer pacer;
    private final Clock clock;

    public ProbeRounds(ProbePost post, ProbeMailboxes mailboxes, ProbeLog probeLog, MailflowSettings settings, Pacer pacer, Clock clock) {
        this.post = post;
        this.mailboxes = mailboxes;
        this.probeLog = probeLog;
        this.settings = settings;
        this.pacer = pacer;
        this.clock = clock;
    }

    /** One outcome a probe, in their order. A server that cannot be reached makes its probe red and does not end the round. */
    public List<ProbeOutcome> run(List<Probe> probes) {
        try (Round round = new Round()) {
            probes.forEach(round::send);
            round.await();
            return probes.stream().map(round::outcome).toList();
        }
    }

    private final class Round implements AutoCloseable {
        private final Map<Probe, String> outstanding = new LinkedHashMap<>();
        private final Map<Probe, Instant> sentAt = new HashMap<>();
        private final Map<Probe, ProbeOutcome> outcomes = new HashMap<>();
        private final Map<MailAccount, ProbeMailbox> open = new HashMap<>();
        /** What was taken out of each mailbox, because two probes may be expected in the same one. */
        private final Map<MailAccount, Map<String, Arrival>> taken = new HashMap<>();

        private void send(Probe probe) {
            String messageId = OwnMessages.MESSAGE_ID_PREFIX + UUID.randomUUID() + "@" + probe.sender().domain() + ">";
            Instant now = clock.instant();
            try {
                box(probe.expectedIn());
                probeLog.sent(messageId, probe, now);
                post.send(probe, messageId);
                sentAt.put(probe, now);
                outstanding.put(probe, messageId);
            } catch (MigrationException e) {
                probeLog.failed(messageId, e.getMessage());
                outcomes.put(probe, red(probe, e.getMessage()));
            }
        }

        private void await() {
            Instant deadline = clock.instant().plus(settings.probeWait());
            while (!outstanding.isEmpty()) {
                new ArrayList<>(outstanding.keySet()).forEach(this::look);
                if (outstanding.isEmpty() || !clock.instant().isBefore(deadline)) {
                    break;
                }
                pacer.pause(settings.probePoll());
            }
            outstanding.keySet().forEach(this::missing);
        }

        private void look(Probe probe) {
            try {
                take(probe, probe.expectedIn()).ifPresent(arrival -> {
                    outcomes.put(probe, new ProbeOutcome(probe, Duration.between(sentAt.get(probe), clock.instant()), arrival.hops(), detour(probe, arrival)));
                    outstanding.remove(probe);
                });
            } catch (MigrationException e) {
                outcomes.put(probe, red(probe, e.getMessage()));
                outstanding.remove(probe);
            }
        }

        private Optional<Arrival> take(Probe probe, MailAccount account) {
            Set<String> wanted = new HashSet<>(probeLog.recent(probe.plan(), clock.instant().minus(SWEPT_FOR)));
            wanted.add(outstanding.get(probe));
            Map<String, Arrival> found = box(account).take(wanted);
            found.forEach((messageId, arrival) -> probeLog.arrived(messageId, clock.instant(), arrival.removed()));
            Map<String, Arrival> takenHere = taken.computeIfAbsent(account, any -> new HashMap<>());
            takenHere.putAll(found);
            return Optional.ofNullable(takenHere.get(outstanding.get(probe)));
        }

        private void missing(Probe probe) {
            boolean elsewhere = probe.wrongPlace().isPresent() && arrivedIn(probe, probe.wrongPlace().get());
            String problem = elsewhere ? "arrived in " + probe.wrongPlace().get().login() + " on " + probe.wrongPlace().get().endpoint()
                + " instead of " + probe.expectedIn().endpoint() + ": the route is not switched"
                : "did not arrive within " + settings.probeWait().toSeconds() + " s at " + probe.expectedIn().endpoint();
            probeLog.failed(outstanding.get(probe), problem);
            outcomes.put(probe, red(probe, problem));
        }

        private boolean arrivedIn(Probe probe, MailAccount account) {
            try {
                return take(probe, account).isPresent();
            } catch (MigrationException e) {
                return false;
            }
        }

        private ProbeMailbox box(MailAccount account) {
            return open.computeIfAbsent(account, mailboxes::open);
        }

        private ProbeOutcome outcome(Probe probe) {
            return outcomes.get(probe);
        }

        @Override public void close() {
            open.values().forEach(ProbeMailbox::close);
        }
    }

    private static String detour(Probe probe, Arrival arrival) {
        List<String> wrong = arrival.hops().stream().filter(hop -> probe.avoids().stream().anyMatch(hop::equalsIgnoreCase)).toList();
        return wrong.isEmpty() ? "" : "arrived, but still by way of " + String.join(", ", wrong);
    }

    private static ProbeOutcome red(Probe probe, String problem) {
        return new ProbeOutcome(probe, Duration.ZERO, List.of(), problem);
    }
}

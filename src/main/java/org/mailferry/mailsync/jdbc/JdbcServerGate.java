package org.mailferry.mailsync.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.mailsync.Caller;
import org.mailferry.mailsync.KnownLimits;
import org.mailferry.mailsync.LimitScope;
import org.mailferry.mailsync.LimitsSettings;
import org.mailferry.mailsync.ServerGate;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerLoad;
import org.mailferry.mailsync.ServerWords;
import org.mailferry.mailsync.jdbc.ServerLessons.Lesson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The gate in the tables {@code mailsync_server*}, one for all nodes. The nodes' clocks may differ by seconds, as for leases. */
@Repository
class JdbcServerGate implements ServerGate {
    private static final Logger log = LoggerFactory.getLogger(JdbcServerGate.class);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** So long one caller tries alone whether a server that sent everybody away takes connections again. */
    private static final Duration TRIAL = Duration.ofSeconds(15);
    private static final Duration OWN_CONNECTIONS = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final LockedServers locks;
    private final ServerSlots slots;
    private final ServerLessons lessons;
    private final ServerQueue queue;
    private final ServerRates rates;
    private final KnownLimits known;
    private final LimitsSettings settings;
    private final Clock clock;

    JdbcServerGate(JdbcClient jdbc, LockedServers locks, ServerSlots slots, ServerLessons lessons, ServerQueue queue, ServerRates rates, KnownLimits known,
                   LimitsSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.locks = locks;
        this.slots = slots;
        this.lessons = lessons;
        this.queue = queue;
        this.rates = rates;
        this.known = known;
        this.settings = settings;
        this.clock = clock;
    }

    private ServerLimits limits(String server) {
        return known.of(server).and(settings.everywhere());
    }

    @Override public Admission admit(List<Caller> callers, Instant until) {
        Set<String> servers = callers.stream().map(Caller::server).collect(Collectors.toSet());
        return locks.locked(servers, now -> {
            servers.forEach(server -> slots.removeExpired(server, now));
            Optional<Admission.Later> closed = callers.stream().flatMap(caller -> closed(caller, now).stream()).max(Comparator.comparing(Admission.Later::pause));
            if (closed.isPresent()) {
                callers.forEach(queue::away);
                return closed.get();
            }
            for (Caller caller : callers) {
                int wanted = (int) callers.stream().filter(other -> other.server().equals(caller.server())).count();
                Optional<Admission.Later> full = full(caller, wanted, now);
                if (full.isPresent()) {
                    callers.stream().filter(other -> !other.equals(caller)).forEach(queue::away);
                    return full.get();
                }
            }
            return new Admission.Admitted(callers.stream().map(caller -> take(caller, until, now)).toList());
        });
    }

    private Optional<Admission.Later> closed(Caller caller, Instant now) {
        return lessons.of(caller).stream().filter(lesson -> lesson.isClosed(now)).max(Comparator.comparing(lesson -> lesson.closedUntil().orElseThrow()))
            .map(lesson -> new Admission.Later(Duration.between(now, lesson.closedUntil().orElseThrow()),
                caller.server() + " is left alone until " + lesson.closedUntil().orElseThrow() + ": " + lesson.words()));
    }

    private Optional<Admission.Later> full(Caller caller, int wanted, Instant now) {
        List<Lesson> learned = lessons.of(caller);
        ServerLimits limits = limits(caller.server());
        Instant since = queue.since(caller, settings.turn(), now);
        for (LimitScope scope : LimitScope.values()) {
            int allowed = allowed(caller, scope, limits, learned, now);
            if (allowed == 0) {
                continue;
            }
            int used = slots.used(caller, scope, now);
            int first = scope == LimitScope.MAILBOX ? 0 : queue.aheadAtTheDoor(caller, since, now);
            // Who needs two of one must not wait for ever: an idle server takes him.
            boolean fits = used + first + wanted <= allowed || used + first == 0;
            if (!fits) {
                return Optional.of(later(caller, scope, allowed, since, now));
            }
        }
        return Optional.empty();
    }

    private Admission.Later later(Caller caller, LimitScope scope, int allowed, Instant since, Instant now) {
        if (scope == LimitScope.MAILBOX) {
            queue.away(caller);
            return new Admission.Later(OWN_CONNECTIONS, "all " + allowed + " connections to " + caller.login() + " on " + caller.server() + " are in use");
        }
        int ahead = queue.ahead(caller, since, now);
        Duration wait = turnAfter(ahead, allowed);
        queue.waits(caller, since, now.plus(wait), now);
        return new Admission.Later(wait, "all " + allowed + " connections to " + caller.server() + " are in use, " + ahead + " mailboxes wait longer");
    }

    /** Half of what it takes if everybody keeps his slot for a slice: too early is a short look, too late an idle slot. */
    private static Duration turnAfter(int ahead, int allowed) {
        Duration estimate = Duration.ofSeconds(15).multipliedBy(ahead).dividedBy(allowed);
        return estimate.compareTo(SHORTEST) < 0 ? SHORTEST : estimate.compareTo(LONGEST) > 0 ? LONGEST : estimate;
    }

    /** @return 0 for any number */
    private int allowed(Caller caller, LimitScope scope, ServerLimits limits, List<Lesson> learned, Instant now) {
        int planned = scope == LimitScope.SERVER ? limits.connections() : scope == caller.user(limits) ? limits.connectionsPerLogin() : 0;
        Optional<Integer> taught = learned.stream().filter(lesson -> lesson.scope() == scope).findFirst().flatMap(lesson -> connections(lesson, planned, now));
        return taught.map(maximum -> planned == 0 ? maximum : Math.min(planned, maximum)).orElse(planned);
    }

    /** What was learned, raised by one for each quiet time since. */
    private Optional<Integer> connections(Lesson lesson, int planned, Instant now) {
        if (lesson.connections().isEmpty()) {
            return Optional.empty();
        }
        long steps = Math.max(0, Duration.between(lesson.changedAt(), now).dividedBy(settings.quiet()));
        if (steps == 0) {
            return lesson.connections();
        }
        int raised = (int) Math.min(Integer.MAX_VALUE, lesson.connections().get() + steps);
        Optional<Integer> kept = planned > 0 && raised >= planned ? Optional.empty() : Optional.of(raised);
        lessons.changeConnections(lesson, kept, lesson.changedAt().plus(settings.quiet().multipliedBy(steps)));
        log.info("{} refused no connection for {}; {} at once are tried again", lesson.server(), settings.quiet(), raised);
        return kept;
    }

    private Slot take(Caller caller, Instant until, Instant now) {
        queue.served(caller, queue.since(caller, settings.turn(), now), now);
        List<Lesson> refused = lessons.of(caller).stream().filter(lesson -> lesson.refusals() > 0).toList();
        refused.stream().filter(lesson -> lesson.closedUntil().isPresent()).forEach(lesson -> lessons.close(lesson, now.plus(TRIAL)));
        return slots.add(caller, until, !refused.isEmpty());
    }

    /** On its own, else a step that fails afterwards would take the slot back with it. */
    @Override public void release(Slot slot) {
        locks.locked(Set.of(slot.caller().server()), now -> {
            slots.remove(slot);
            return true;
        });
    }

    @Override public void welcomed(Slot slot) {
        if (slot.refusedBefore()) {
            locks.locked(Set.of(slot.caller().server()), now -> {
                lessons.forgive(slot.caller(), now.plus(TRIAL), now.minus(Duration.ofDays(1)));
                queue.removeOld(slot.caller().server(), settings.turn(), now);
                return true;
            });
        }
    }

    @Override public Duration heard(Slot slot, ServerWords words, String text) {
        Caller caller = slot.caller();
        return locks.locked(Set.of(caller.server()), now -> {
            slots.remove(slot);
            slots.removeExpired(caller.server(), now);
            LimitScope scope = caller.meant(words, limits(caller.server()));
            if (words.kind() == ServerWords.Kind.BACK_OFF) {
                return closed(slot, scope, words, text, now);
            }
            int others = slots.used(caller, scope, now);
            if (scope == LimitScope.MAILBOX && others == 0) {
                // Nobody but this one is there, so the words are about his own programs, unless others are refused as well.
                if (!othersAreRefusedToo(caller, now)) {
                    return closed(slot, scope, words, text, now);
                }
                closed(slot, scope, words, text, now);
                LimitScope wider = caller.service().isEmpty() ? LimitScope.SERVER : LimitScope.SERVICE;
                return fewer(caller, wider, slots.used(caller, wider, now), words, text, now);
            }
            return fewer(caller, scope, others, words, text, now);
        });
    }

    private boolean othersAreRefusedToo(Caller caller, Instant now) {
        return lessons.otherMailboxes(caller, now.minus(settings.quiet())).stream()
            .anyMatch(lesson -> ServerWords.read(lesson.words()).filter(words -> words.kind() == ServerWords.Kind.CONNECTIONS).isPresent());
    }

    private Lesson before(Caller caller, LimitScope scope, Instant now) {
        return lessons.of(caller).stream().filter(lesson -> lesson.scope() == scope).findFirst()
            .orElseGet(() -> new Lesson(caller.server(), scope, caller.name(scope), Optional.empty(), now, Optional.empty(), 0, "", now));
    }

    /** Nobody of the scope connects for a while: as long as the server named, else twice as long as the last time. */
    private Duration closed(Slot slot, LimitScope scope, ServerWords words, String text, Instant now) {
        Caller caller = slot.caller();
        Lesson before = before(caller, scope, now);
        Duration pause = words.named() ? words.pause() : doubled(words.pause(), before.refusals());
        boolean tried = slot.refusedBefore() && before.refusals() > 0;
        Instant later = tried ? now.plus(TRIAL) : now;
        Instant until = before.closedUntil().filter(known -> known.isAfter(later) && known.isAfter(now.plus(pause))).orElse(now.plus(pause));
        lessons.save(new Lesson(before.server(), scope, before.name(), before.connections(), before.changedAt(), Optional.of(until), before.refusals() + 1, text, now),
            caller.login());
        log.info("{} is left alone until {} by {}: {}", caller.server(), until, scope == LimitScope.SERVER ? "everybody" : caller.name(scope), text);
        return Duration.between(now, until);
    }

    private static Duration doubled(Duration pause, int refusals) {
        Duration longer = pause.multipliedBy(1L << Math.min(refusals, 10));
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }

    /** As many as are there now are welcome, and no more. */
    private Duration fewer(Caller caller, LimitScope scope, int others, ServerWords words, String text, Instant now) {
        Lesson before = before(caller, scope, now);
        int maximum = Math.max(1, Math.min(others, before.connections().orElse(others)));
        boolean full = others == 0;
        Duration pause = full ? doubled(words.pause(), before.refusals()) : words.pause();
        Optional<Instant> until = full ? Optional.of(now.plus(pause)) : before.closedUntil();
        lessons.save(new Lesson(before.server(), scope, before.name(), Optional.of(maximum), now, until, before.refusals() + 1, text, now), caller.login());
        log.info("{} bears {} connections at once{}: {}", caller.server(), maximum, scope == LimitScope.SERVER ? "" : " of " + caller.name(scope), text);
        return pause;
    }

    @Override public Duration book(Caller caller, boolean upload, long bytes, int messages, Duration patience) {
        ServerLimits limits = limits(caller.server());
        return locks.locked(Set.of(caller.server()), now -> {
            long perDay = upload ? limits.uploadBytesPerDay() : limits.downloadBytesPerDay();
            Duration rate = rates.wait(caller, now);
            Duration volume = perDay == 0 ? Duration.ZERO : rates.waitForVolume(caller, upload, perDay, bytes, now);
            Duration wait = rate.compareTo(volume) > 0 ? rate : volume;
            if (wait.compareTo(patience) <= 0) {
                rates.book(caller, limits, bytes, messages, now);
                if (perDay > 0) {
                    rates.addVolume(caller, upload, bytes, now);
                }
            }
            return wait;
        });
    }

    @Override public List<ServerLoad> loads() {
        Instant now = clock.instant();
        List<Lesson> taught = lessons.all(now);
        List<ServerLoad> loads = new ArrayList<>();
        for (String server : jdbc.sql("select server from mailsync_server order by server").query(String.class).list()) {
            ServerLimits limits = limits(server);
            List<ServerLoad.Lesson> own = taught.stream().filter(lesson -> lesson.server().equals(server))
                .sorted(Comparator.comparing(Lesson::scope).thenComparing(Lesson::name)).map(lesson -> shown(lesson, limits, now)).toList();
            loads.add(new ServerLoad(server, limits, slots.used(new Caller(server, "", ""), LimitScope.SERVER, now), queue.waiting(server, now), own));
        }
        return List.copyOf(loads);
    }

    private ServerLoad.Lesson shown(Lesson lesson, ServerLimits limits, Instant now) {
        long steps = Math.max(0, Duration.between(lesson.changedAt(), now).dividedBy(settings.quiet()));
        Optional<Integer> connections = lesson.connections().map(learned -> (int) Math.min(Integer.MAX_VALUE, learned + steps))
            .filter(raised -> lesson.scope() != LimitScope.SERVER || limits.connections() == 0 || raised < limits.connections());
        return new ServerLoad.Lesson(lesson.scope(), lesson.name(), connections, lesson.closedUntil().filter(now::isBefore), lesson.words(), lesson.heardAt());
    }
}

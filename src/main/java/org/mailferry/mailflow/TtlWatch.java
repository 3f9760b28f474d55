package org.mailferry.mailflow;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Service;

/**
 * Whether a switch of the MX would be seen soon: every authoritative server gives a short TTL, and the long one has run out in the caches
 * that took it before. A resolver's falling TTL proves nothing and is not looked at while an authoritative server answers.
 */
@Service
public final class TtlWatch {
    private final TtlHistory history;
    private final MailflowSettings settings;
    private final Clock clock;

    public TtlWatch(TtlHistory history, MailflowSettings settings, Clock clock) {
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notes the TTL seen now and says why it is too early to switch; empty when it is not. Safe to repeat. */
    public Optional<String> look(PlanName plan, MailDomain domain, List<MxSighting> sightings) {
        if (sightings.stream().anyMatch(sighting -> !sighting.seen())) {
            return Optional.of("Not every name server shows the MX of " + domain + ": " + DnsChecks.text(sightings));
        }
        long ttl = ttlSeconds(sightings);
        if (ttl > settings.maxTtl().toSeconds()) {
            long highest = Math.max(ttl, history.of(plan, domain).map(HighTtl::seconds).orElse(0L));
            history.remember(plan, domain, new HighTtl(highest, Optional.empty()));
            return Optional.of("The MX of " + domain + " has a TTL of " + ttl + " s; lower it to " + settings.maxTtl().toSeconds() + " s or less");
        }
        return history.of(plan, domain).flatMap(high -> stillCached(plan, domain, high));
    }

    private Optional<String> stillCached(PlanName plan, MailDomain domain, HighTtl high) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        HighTtl lowered = high.loweredAt().isPresent() ? high : new HighTtl(high.seconds(), Optional.of(now));
        history.remember(plan, domain, lowered);
        return lowered.forgottenAt().filter(now::isBefore)
            .map(end -> "The TTL of " + domain + " is lowered, but caches may keep the old one of " + high.seconds() + " s until " + end.truncatedTo(ChronoUnit.SECONDS));
    }

    private static long ttlSeconds(List<MxSighting> sightings) {
        boolean authority = sightings.stream().anyMatch(MxSighting::authoritative);
        return sightings.stream().filter(sighting -> sighting.authoritative() || !authority).mapToLong(MxSighting::ttlSeconds).max().orElse(0);
    }
}

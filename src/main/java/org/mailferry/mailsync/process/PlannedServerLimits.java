package org.mailferry.mailsync.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.KnownLimits;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerPreset;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.plan.ServerRules;
import org.springframework.stereotype.Component;

/** What the plans say of a server; where several name it, the strictest holds, because it does not know whose connections it bears. */
@Component
public class PlannedServerLimits implements KnownLimits {
    /** Every batch asks; a changed plan holds so much later. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private record Said(ServerLimits limits, Instant at) {}

    private final Plans plans;
    private final Clock clock;
    private final Map<String, Said> said = new ConcurrentHashMap<>();

    PlannedServerLimits(Plans plans, Clock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    @Override public ServerLimits of(String server) {
        Instant now = clock.instant();
        Said known = said.get(server);
        if (known == null || !known.at().plus(KEPT).isAfter(now)) {
            known = new Said(read(server), now);
            said.put(server, known);
        }
        return known.limits();
    }

    private ServerLimits read(String server) {
        return plans.names().stream().flatMap(name -> readable(name).stream()).flatMap(plan -> of(plan, server)).reduce(ServerLimits::and)
            .orElse(ServerLimits.NONE);
    }

    private Optional<MigrationPlan> readable(PlanName name) {
        try {
            return plans.find(name);
        } catch (MigrationException e) {
            // A plan that is no longer valid says so to whoever migrates by it; the others go on.
            return Optional.empty();
        }
    }

    /** What one plan says, for a command that has no other. */
    public static KnownLimits of(MigrationPlan plan) {
        return server -> of(plan, server).reduce(ServerLimits::and).orElse(ServerLimits.NONE);
    }

    private static Stream<ServerLimits> of(MigrationPlan plan, String server) {
        Stream.Builder<ServerLimits> said = Stream.builder();
        if (is(plan.systems().source().imap(), server)) {
            said.add(limits(plan, plan.systems().source().rules()));
        }
        if (is(plan.systems().target().imap(), server)) {
            said.add(limits(plan, plan.systems().target().rules()));
        }
        return said.build();
    }

    private static boolean is(MailEndpoint endpoint, String server) {
        return endpoint.toString().toLowerCase(Locale.ROOT).equals(server);
    }

    /** The preset, as far as the plan does not say otherwise; 0 in the plan takes a limit of the preset away. */
    private static ServerLimits limits(MigrationPlan plan, ServerRules rules) {
        ServerLimits preset = ServerPreset.valueOf(rules.make().name()).limits();
        return new ServerLimits(preset.countedBy(), plan.connections(rules),
            rules.connectionsPerLogin().orElse(preset.connectionsPerLogin()), rules.bytesPerSecond().orElse(preset.bytesPerSecond()),
            rules.messagesPerSecond().orElse(preset.messagesPerSecond()), rules.downloadBytesPerDay().orElse(preset.downloadBytesPerDay()),
            rules.uploadBytesPerDay().orElse(preset.uploadBytesPerDay()));
    }
}

package org.mailferry.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.SyncFigures.Figures;
import org.springframework.stereotype.Component;

/** How long a wave's copying still takes, if it goes on as fast as so far. */
@Component
final class TimeLeft {
    private final Clock clock;

    TimeLeft(Clock clock) {
        this.clock = clock;
    }

    /** Empty while nothing is being copied, or nothing is known about the speed. */
    Optional<Duration> of(WaveProgress wave, Map<MailboxId, Figures> figures) {
        List<Figures> running = wave.members().stream().map(member -> figures.getOrDefault(member.id(), Figures.NONE))
            .filter(mailbox -> !mailbox.passOver()).toList();
        long handled = running.stream().mapToLong(Figures::handled).sum();
        long left = running.stream().mapToLong(mailbox -> Math.max(0, mailbox.known() - mailbox.handled())).sum();
        Optional<Instant> began = running.stream().flatMap(mailbox -> mailbox.passBegan().stream()).min(Comparator.naturalOrder());
        if (handled == 0 || began.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(began.get(), clock.instant()).multipliedBy(left).dividedBy(handled));
    }
}

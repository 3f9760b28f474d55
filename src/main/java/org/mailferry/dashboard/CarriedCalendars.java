package org.mailferry.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarProgress.Standing;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Wave;
import org.springframework.stereotype.Component;

/** How far a plan's calendars are carried, wave by wave, and why some do not go on. */
@Component
final class CarriedCalendars {
    private static final int REASONS_SHOWN = 5;

    private final CalendarProgress progress;

    CarriedCalendars(CalendarProgress progress) {
        this.progress = progress;
    }

    /** Nothing before the first calendar was looked at. */
    void show(Html page, MigrationPlan plan) {
        List<Standing> standings = progress.of(plan.name());
        if (standings.isEmpty()) {
            return;
        }
        page.tableHead("Calendars", List.of("Wave", "Copied and up to date", "Created", "Changed", "Deleted", "Conflicts settled", "Not carried", "Stuck"));
        Map<MailboxId, String> waves = plan.mailboxes().stream().collect(Collectors.toMap(PlannedMailbox::id, PlannedMailbox::wave));
        for (Wave wave : plan.waves()) {
            List<Standing> own = standings.stream().filter(standing -> wave.name().equals(waves.get(standing.mailbox()))).toList();
            if (!own.isEmpty()) {
                page.row(row(wave, own, plan.membersOf(wave.name()).size()));
            }
        }
        page.tableEnd();
        reasons(page, standings);
    }

    private static List<String> row(Wave wave, List<Standing> own, int mailboxes) {
        long done = own.stream().filter(standing -> standing.caughtUpAt().isPresent() && standing.problem().isEmpty()).count();
        long stuck = own.stream().filter(standing -> standing.problem().isPresent()).count();
        return List.of(wave.name(), done + " of " + mailboxes, sum(own, Standing::created), sum(own, Standing::updated), sum(own, Standing::deleted),
            sum(own, Standing::conflicts), sum(own, Standing::refused), Long.toString(stuck));
    }

    private static String sum(List<Standing> own, ToLongFunction<Standing> figure) {
        return Long.toString(own.stream().mapToLong(figure).sum());
    }

    /** One reason may hold up a thousand mailboxes and is told once. */
    private static void reasons(Html page, List<Standing> standings) {
        Map<String, List<Standing>> byReason = standings.stream().filter(standing -> standing.problem().isPresent())
            .collect(Collectors.groupingBy(standing -> standing.problem().orElseThrow()));
        if (byReason.isEmpty()) {
            return;
        }
        page.tableHead("Calendars that do not go on", List.of("Mailboxes", "Reason"));
        byReason.entrySet().stream().sorted(Comparator.comparing(entry -> -entry.getValue().size())).limit(REASONS_SHOWN)
            .forEach(entry -> page.row(List.of(who(entry.getValue()), entry.getKey())));
        page.tableEnd();
        if (byReason.size() > REASONS_SHOWN) {
            page.element("p class=\"quiet\"", "and " + (byReason.size() - REASONS_SHOWN) + " more reasons");
        }
    }

    private static String who(List<Standing> standings) {
        String first = standings.get(0).mailbox().address();
        return standings.size() == 1 ? first : first + " and " + (standings.size() - 1) + " more";
    }
}

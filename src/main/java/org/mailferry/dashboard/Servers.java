package org.mailferry.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.mailsync.LimitScope;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerLoad;
import org.mailferry.mailsync.ServerLoads;
import org.mailferry.plan.MigrationPlan;
import org.springframework.stereotype.Component;

/** What a plan's mail servers bear now, and what they taught. */
@Component
final class Servers {
    private static final int LESSONS_SHOWN = 3;
    private static final Pattern OURS = Pattern.compile("^\\S+ asked for a pause( at login)?: ");

    private final ServerLoads loads;

    Servers(ServerLoads loads) {
        this.loads = loads;
    }

    /** Nothing before the first connection. */
    void show(Html page, MigrationPlan plan) {
        List<String> names = Stream.of(plan.systems().source().imap(), plan.systems().target().imap())
            .map(endpoint -> endpoint.toString().toLowerCase(Locale.ROOT)).distinct().toList();
        List<ServerLoad> used = loads.loads().stream().filter(load -> names.contains(load.server())).toList();
        if (used.isEmpty()) {
            return;
        }
        page.tableHead("Mail servers", List.of("Server", "Connections", "Waiting", "Limits", "Learned"));
        used.forEach(load -> page.row(List.of(load.server(), connections(load), Integer.toString(load.waiting()), limits(load.limits()), learned(load))));
        page.tableEnd();
    }

    private static String connections(ServerLoad load) {
        return load.used() + load.allowed().map(allowed -> " of " + allowed).orElse("");
    }

    private static String limits(ServerLimits limits) {
        List<String> words = new ArrayList<>();
        if (limits.bytesPerSecond() > 0) {
            words.add(Html.size(limits.bytesPerSecond()) + "/s");
        }
        if (limits.messagesPerSecond() > 0) {
            words.add(limits.messagesPerSecond() + " messages/s");
        }
        if (limits.downloadBytesPerDay() > 0) {
            words.add(Html.size(limits.downloadBytesPerDay()) + " down a day and mailbox");
        }
        if (limits.uploadBytesPerDay() > 0) {
            words.add(Html.size(limits.uploadBytesPerDay()) + " up a day and mailbox");
        }
        return words.isEmpty() ? "any rate" : String.join(", ", words);
    }

    private static String learned(ServerLoad load) {
        String shown = load.lessons().stream().limit(LESSONS_SHOWN).map(Servers::lesson).collect(Collectors.joining("; "));
        int more = load.lessons().size() - LESSONS_SHOWN;
        return shown.isEmpty() ? "–" : shown + (more > 0 ? "; and " + more + " more" : "");
    }

    private static String lesson(ServerLoad.Lesson lesson) {
        String who = lesson.scope() == LimitScope.SERVER ? "" : lesson.name() + ": ";
        String most = lesson.connections().map(connections -> "at most " + connections + " at once").orElse("");
        String until = lesson.closedUntil().map(end -> "left alone until " + Html.moment(end)).orElse("");
        return who + Stream.of(most, until).filter(text -> !text.isEmpty()).collect(Collectors.joining(", ")) + " (" + Html.moment(lesson.heardAt()) + ": " + words(lesson) + ")";
    }

    /** What the server said, without what the row says already. */
    private static String words(ServerLoad.Lesson lesson) {
        return OURS.matcher(lesson.words()).replaceFirst("");
    }
}

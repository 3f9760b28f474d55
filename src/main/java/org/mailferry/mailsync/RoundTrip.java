package org.mailferry.mailsync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailStore.FolderCreation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes folders with difficult names in a mailbox, stores a message in one, reads everything back and removes it again. The folders lie
 * below one of a name that nobody else gives; what a killed run left is removed by the next.
 */
@Component
public class RoundTrip {
    private static final Logger log = LoggerFactory.getLogger(RoundTrip.class);
    static final String PREFIX = "Mailferry-check-";
    private static final Pattern OURS = Pattern.compile(Pattern.quote(PREFIX) + "(\\d{10})-[0-9a-z]{4}(?:[^0-9a-z].*)?", Pattern.DOTALL);
    /** Another run may still be using younger ones. */
    private static final long OLD_SECONDS = 600;

    private final MailStores stores;
    private final MailsyncSettings settings;
    private final Clock clock;

    public RoundTrip(MailStores stores, MailsyncSettings settings, Clock clock) {
        this.stores = stores;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param kept what came back as it was given
     * @param problems what did not, for a person
     */
    public record Result(List<String> kept, List<String> problems) {}

    /**
     * Safe to repeat, and at the same time.
     *
     * @throws LoginRefusedException when nobody gets in
     * @throws org.mailferry.kernel.MigrationException when it could not be found out
     */
    public Result run(MailAccount probe) {
        List<String> made = new ArrayList<>();
        try (MailStore store = opened(probe)) {
            removeLeftovers(store);
            return run(store, made);
        } catch (MigrationException e) {
            removeAnew(probe, made);
            throw e;
        }
    }

    private Result run(MailStore store, List<String> made) {
        List<String> kept = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        FolderPath root = FolderPath.of(name());
        try {
            made.add(store.hierarchy().name(root));
            if (create(store, made.get(0), "a plain name", problems)) {
                folders(store, root, made, kept, problems);
                new ProbeMessage().pass(store, made.get(0), kept, problems);
            }
        } catch (FolderRefusedException e) {
            problems.add(e.getMessage());
        }
        remove(store, made).forEach(left -> problems.add("the folder '" + left + "' stays behind and has to be removed by hand"));
        return new Result(List.copyOf(kept), List.copyOf(problems));
    }

    private String name() {
        int four = 36 * 36 * 36;
        return PREFIX + clock.instant().getEpochSecond() + "-" + Integer.toString(ThreadLocalRandom.current().nextInt(four, 36 * four), 36);
    }

    private MailStore opened(MailAccount probe) {
        // Half for the trip, half for removing what it left when the connection broke.
        return stores.open(probe, Deadline.in(clock, settings.slice().dividedBy(2), settings.grace().dividedBy(2)));
    }

    /** The connection broke, maybe with folders made. */
    private void removeAnew(MailAccount probe, List<String> made) {
        if (!made.isEmpty()) {
            try (MailStore store = opened(probe)) {
                remove(store, made);
            } catch (MigrationException | LoginRefusedException e) {
                log.warn("Folders {} may have stayed in the mailbox of {}; the next round trip removes them: {}", made.get(0), probe.login(), e.getMessage());
            }
        }
    }

    private static void folders(MailStore store, FolderPath root, List<String> made, List<String> kept, List<String> problems) {
        for (ProbeName probe : ProbeName.values()) {
            String name = store.hierarchy().name(store.hierarchy().writable(root.child(probe.folder(store.hierarchy()))));
            made.add(name);
            if (create(store, name, probe.text(), problems)) {
                if (store.folders().stream().anyMatch(folder -> folder.name().equals(name))) {
                    kept.add("a folder with " + probe.text());
                } else {
                    problems.add("a folder with " + probe.text() + " was made, but is not listed under the name that it was given");
                }
            }
        }
    }

    private static boolean create(MailStore store, String name, String what, List<String> problems) {
        FolderCreation creation = store.create(name);
        if (creation instanceof FolderCreation.Refused refused) {
            problems.add("a folder with " + what + " is refused: " + refused.reason());
        }
        return creation instanceof FolderCreation.Created;
    }

    /** The last first, for the one above them all was the first. @return those that are still there */
    private static List<String> remove(MailStore store, List<String> made) {
        List<String> there = present(store);
        if (there.stream().anyMatch(made::contains)) {
            // Dovecot hangs up when the folder that is open is removed.
            store.openForReading("INBOX");
        }
        for (int last = made.size() - 1; last >= 0; last--) {
            if (there.contains(made.get(last))) {
                try {
                    store.remove(made.get(last));
                } catch (FolderRefusedException e) {
                    log.warn("A folder of the round trip was not removed: {}", e.getMessage());
                }
            }
        }
        List<String> left = present(store);
        return made.stream().filter(left::contains).toList();
    }

    private void removeLeftovers(MailStore store) {
        long now = clock.instant().getEpochSecond();
        List<String> old = present(store).stream().filter(name -> {
            Matcher ours = OURS.matcher(relative(store, name));
            return ours.matches() && now - Long.parseLong(ours.group(1)) > OLD_SECONDS;
        }).sorted().toList();
        remove(store, old);
    }

    private static String relative(MailStore store, String name) {
        String prefix = store.hierarchy().prefix();
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private static List<String> present(MailStore store) {
        return store.folders().stream().map(RemoteFolder::name).toList();
    }
}

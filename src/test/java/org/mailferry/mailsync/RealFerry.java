package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.ArrayList;
import java.util.List;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.imap.ImapForTests;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapTalk;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The engine between two real mailboxes. */
final class RealFerry {
    /** Small batches, so that a small mailbox has many of them. */
    static final MailsyncSettings SMALL_BATCHES = new Binder(new MapConfigurationPropertySource(Map.of("test.batch-messages", "7")))
        .bindOrCreate("test", MailsyncSettings.class);

    private final SyncJob job;
    private final Ferry.TestClock clock;
    private final MailboxSync sync;
    private final Runnable quiet;
    private Tripwire tripwire = new Tripwire();

    /** @param quiet returns once the servers have done with whatever ended connections brought them */
    RealFerry(SyncJob job, SyncLedger ledger, Ferry.TestClock clock, MailStores stores, Runnable quiet) {
        this.job = job;
        this.quiet = quiet;
        this.clock = clock;
        this.sync = new MailboxSync(stores, ledger, SMALL_BATCHES, clock);
    }

    /** Whoever goes on after the first end of that wire is not ended by it again. */
    RealFerry tripped(Tripwire wire) {
        tripwire = wire;
        return this;
    }

    static MailStores stores() {
        return ImapForTests.stores(DovecotServer.secrets(), SMALL_BATCHES);
    }

    static SyncJob job(String name, MailAccount source, MailAccount target) {
        return new SyncJob(MailboxId.parse("demo/" + name), source, target, new SyncPolicy(Set.of("Drafts"), 0));
    }

    /** Slices until caught up, as the process does; after a fault or a death time passes and another node goes on. */
    SliceResult run(Pass pass) {
        for (int attempts = 0; attempts < 20; attempts++) {
            try {
                SliceResult result = sync.slice(job, pass, Duration.ofSeconds(30));
                if (result.caughtUp() || result.refusal().isPresent()) {
                    return result;
                }
                clock.pass(result.pause().orElse(Duration.ZERO));
            } catch (MigrationException | Tripwire.Killed e) {
                tripwire.disarm();
                clock.pass(Duration.ofMinutes(10));
            }
            quiet.run();
        }
        throw new AssertionError("never caught up");
    }

    /** Every folder's messages with content, flags and instant, sorted, as the server itself tells them. Folders are named without prefix. */
    static Map<String, List<String>> mail(ImapTalk talk, String prefix, String separator) {
        Map<String, List<String>> mail = new TreeMap<>();
        for (String line : talk.ok("LIST \"\" \"*\"")) {
            String name = line.substring(line.indexOf("\" ") + 2).replace("\"", "");
            if (!line.contains("\\Noselect")) {
                mail.put(plain(name, prefix, separator), messages(talk, name));
            }
        }
        return mail;
    }

    private static String plain(String name, String prefix, String separator) {
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).replace(separator, "/");
    }

    private static List<String> messages(ImapTalk talk, String folder) {
        if (talk.ok("EXAMINE \"" + folder + "\"").stream().anyMatch(line -> line.equals("* 0 EXISTS"))) {
            return List.of();
        }
        List<String> messages = new ArrayList<>();
        for (String line : talk.ok("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])")) {
            if (line.contains(" FETCH (")) {
                messages.add(message(line));
            }
        }
        messages.sort(null);
        return messages;
    }

    private static String message(String line) {
        String flags = between(line, "FLAGS (", ")");
        String date = new InternalDate(between(line, "INTERNALDATE \"", "\"")).instant().toString();
        int literal = line.indexOf("BODY[] ");
        String words = List.of(flags.split(" ")).stream().filter(flag -> !flag.equals("\\Recent")).sorted().toList().toString();
        return line.substring(literal).replaceFirst("\\)$", "") + " " + date + " " + words;
    }

    private static String between(String line, String from, String to) {
        int start = line.indexOf(from) + from.length();
        return line.substring(start, line.indexOf(to, start));
    }

    static Optional<String> firstWrite(List<String> commands) {
        List<String> reading = List.of("CAPABILITY", "LOGIN", "AUTHENTICATE", "ID", "ENABLE", "NAMESPACE", "LIST", "LSUB", "STATUS", "EXAMINE", "NOOP",
            "UID SEARCH", "GETQUOTAROOT", "UNSELECT", "LOGOUT");
        return commands.stream().filter(command -> reading.stream().noneMatch(word -> command.equals(word) || command.startsWith(word + " ")))
            .filter(command -> !command.startsWith("UID FETCH") || command.replace("BODY.PEEK[", "").contains("BODY[") || command.contains("RFC822 "))
            .findFirst();
    }

}

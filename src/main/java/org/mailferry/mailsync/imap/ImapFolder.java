package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderStatus;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.Uids;

/** A selected folder. Messages are named by UID only. */
final class ImapFolder implements OpenedFolder {
    private static final String LISTING = "(UID FLAGS INTERNALDATE RFC822.SIZE)";

    private final ImapWire wire;
    private final MailEndpoint endpoint;
    private final String name;
    private final String quotedName;
    private final FolderNames names;
    private final FolderStatus status;
    private final Optional<Flags> permanentFlags;
    private final ImapReader reader;
    private final AppendWay way;
    private Optional<ImapAppender> appender = Optional.empty();

    private ImapFolder(ImapWire wire, MailEndpoint endpoint, String name, FolderNames names, FolderStatus status,
                       Optional<Flags> permanentFlags, AppendWay way) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.name = name;
        this.quotedName = names.quoted(name);
        this.names = names;
        this.status = status;
        this.permanentFlags = permanentFlags;
        this.reader = new ImapReader(wire);
        this.way = way;
    }

    static ImapFolder open(ImapWire wire, MailEndpoint endpoint, String command, String name, FolderNames names, AppendWay way) {
        Map<String, Long> figures = new HashMap<>();
        List<Flags> permanent = new ArrayList<>();
        ImapLine answer = wire.run(command + " " + names.quoted(name) + (wire.hasCapability("CONDSTORE") ? " (CONDSTORE)" : ""), line -> {
            if (line.says("EXISTS")) {
                figures.put("EXISTS", (long) line.getNumber());
            } else if (line.isOK()) {
                line.code().filter(Set.of("UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")::contains)
                    .ifPresent(code -> figures.put(code, Long.parseUnsignedLong(line.codeArguments().strip())));
                line.code().filter("PERMANENTFLAGS"::equals)
                    .ifPresent(code -> permanent.add(Flags.parse(line.codeArguments().replaceAll("[()]", ""))));
            }
        });
        if (!answer.isOK()) {
            throw ImapFailure.refused(endpoint, "Opening '" + name + "'", answer);
        }
        if (!figures.containsKey("UIDNEXT") && figures.getOrDefault("EXISTS", 0L) > 0) {
            // Courier: no UIDNEXT at opening. What comes after the last message is as good a bound.
            wire.run("UID FETCH * (UID)", line -> FetchItem.of(line).flatMap(FetchItem::uid)
                .ifPresent(uid -> figures.merge("UIDNEXT", uid + 1, Math::max)));
        }
        Long modSeq = figures.get("HIGHESTMODSEQ");
        FolderStatus status = new FolderStatus(figures.getOrDefault("UIDVALIDITY", 0L), figures.getOrDefault("UIDNEXT", 1L),
            figures.getOrDefault("EXISTS", 0L), modSeq == null || modSeq == 0 ? OptionalLong.empty() : OptionalLong.of(modSeq));
        return new ImapFolder(wire, endpoint, name, names, status, permanent.stream().findFirst(), way);
    }

    @Override public FolderStatus status() {
        return status;
    }

    /** Without PERMANENTFLAGS all flags are assumed to stay (RFC 9051 §7.1). */
    @Override public Flags storable(Flags flags) {
        Flags valid = Flags.of(flags.names().stream().filter(ImapFolder::isFlag).toList());
        if (permanentFlags.isEmpty() || permanentFlags.get().names().contains("\\*")) {
            return valid;
        }
        Flags stay = permanentFlags.get();
        return Flags.of(valid.names().stream().filter(stay.names()::contains).toList());
    }

    /** An atom, or a system flag; what is neither would break the command. */
    private static boolean isFlag(String flag) {
        return flag.matches("\\\\?[!#$&'+,./0-9:;<=>?@A-Z\\[^_`a-z|}~-]+");
    }

    @Override public List<MessageEntry> entriesFrom(long uid) {
        wire.run("NOOP", line -> { });
        return listed(uid + ":*", found -> found >= uid);
    }

    @Override public List<MessageEntry> entries(Collection<Long> uids) {
        Set<Long> wanted = Set.copyOf(uids);
        return UidSet.of(uids).stream().flatMap(set -> listed(set, wanted::contains).stream()).toList();
    }

    /** A message of which the server tells only a part is listed all the same, so that it is read or refused and never overlooked. */
    private List<MessageEntry> listed(String set, Predicate<Long> wanted) {
        SortedMap<Long, MessageEntry> found = new TreeMap<>();
        fetch(set, LISTING, item -> item.entry().filter(entry -> wanted.test(entry.uid())).ifPresent(entry -> {
            if (item.isWhole()) {
                found.put(entry.uid(), entry);
            } else {
                found.putIfAbsent(entry.uid(), entry);
            }
        }));
        return List.copyOf(found.values());
    }

    @Override public Uids uidsFrom(long uid) {
        wire.run("NOOP", line -> { });
        boolean compact = wire.hasCapability("ESEARCH");
        List<Uids> found = new ArrayList<>();
        check(wire.run("UID SEARCH " + (compact ? "RETURN (ALL) " : "") + "UID " + uid + ":*", line -> {
            if (line.says("ESEARCH")) {
                found.add(Uids.parse(line.wordAfter("ALL")));
            } else if (line.says("SEARCH")) {
                found.add(Uids.of(line.numbers()));
            }
        }));
        // The last message belongs to n:* even when its UID is below n.
        return found.isEmpty() ? Uids.NONE : found.get(0).from(uid);
    }

    @Override public List<Long> uidsLargerThan(long bytes) {
        List<Long> found = new ArrayList<>();
        // Before IMAP4rev2 the number had 32 bits.
        check(wire.run("UID SEARCH LARGER " + Math.min(bytes, 0xFFFF_FFFFL), line -> {
            if (line.says("SEARCH")) {
                Arrays.stream(line.numbers()).forEach(found::add);
            }
        }));
        return found.stream().sorted().toList();
    }

    @Override public Map<Long, Flags> flagsChangedSince(long modSeq) {
        return flags("1:* (UID FLAGS) (CHANGEDSINCE " + modSeq + ")", uid -> true);
    }

    @Override public Map<Long, Flags> flags(long fromUid, long toUid) {
        return flags(fromUid + ":" + (toUid == Long.MAX_VALUE ? "*" : toUid) + " (UID FLAGS)", uid -> uid >= fromUid);
    }

    private Map<Long, Flags> flags(String what, Predicate<Long> wanted) {
        Map<Long, Flags> found = new HashMap<>();
        // Half a million messages have few different flags between them.
        Map<Flags, Flags> different = new HashMap<>();
        check(wire.run("UID FETCH " + what, line -> FetchItem.of(line).ifPresent(item -> item.uid().filter(wanted).ifPresent(uid ->
            item.flags().ifPresent(flags -> found.put(uid, different.computeIfAbsent(flags, same -> same)))))));
        return found;
    }

    @Override public Optional<Uids> vanishedSince(long modSeq) {
        if (!wire.hasCapability("QRESYNC") || status.highestModSeq().isEmpty()) {
            return Optional.empty();
        }
        List<Uids> found = new ArrayList<>();
        ImapLine answer = wire.run("UID FETCH 1:* (UID) (CHANGEDSINCE " + modSeq + " VANISHED)", line -> {
            if (line.says("VANISHED")) {
                found.add(Uids.parse(line.wordAfter("(EARLIER)")));
            }
        });
        return answer.isOK() ? Optional.of(found.isEmpty() ? Uids.NONE : found.get(0)) : Optional.empty();
    }

    @Override public Reading ask(Collection<MessageEntry> entries) {
        return reader.ask(entries);
    }

    @Override public Sending send(List<Message> messages) {
        if (appender.isEmpty()) {
            AppendAnswer answers = new AppendAnswer(endpoint, name, status.uidValidity());
            appender = Optional.of(new ImapAppender(wire, quotedName, answers, way, way.limit(quotedName), this::storable));
        }
        return appender.get().send(messages);
    }

    @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
        for (String set : UidSet.of(uids)) {
            store(set, "+FLAGS.SILENT", added);
            store(set, "-FLAGS.SILENT", removed);
        }
    }

    private void store(String set, String how, Flags flags) {
        Flags valid = Flags.of(flags.names().stream().filter(ImapFolder::isFlag).toList());
        if (!valid.isEmpty()) {
            check(wire.run("UID STORE " + set + " " + how + " (" + valid.text() + ")", line -> { }));
        }
    }

    private void fetch(String set, String items, Consumer<FetchItem> receiver) {
        check(wire.run("UID FETCH " + set + " " + items, line -> FetchItem.of(line).ifPresent(receiver)));
    }

    private void check(ImapLine answer) {
        if (!answer.isOK()) {
            throw ImapFailure.refused(endpoint, "A command about '" + name + "'", answer);
        }
    }

    @Override public boolean moves() {
        return wire.hasCapability("MOVE");
    }

    @Override public boolean expungesSingly() {
        return wire.hasCapability("UIDPLUS");
    }

    @Override public Map<Long, Long> move(Collection<Long> uids, String folder) {
        return transfer("UID MOVE ", uids, folder);
    }

    @Override public Map<Long, Long> copy(Collection<Long> uids, String folder) {
        return transfer("UID COPY ", uids, folder);
    }

    private Map<Long, Long> transfer(String command, Collection<Long> uids, String folder) {
        Map<Long, Long> places = new HashMap<>();
        for (String set : UidSet.of(uids)) {
            // MOVE tells the new UIDs in an untagged OK, COPY in its answer (RFC 6851 §4.3).
            ImapLine answer = wire.run(command + set + " " + names.quoted(folder), line -> places.putAll(UidSet.copied(line)));
            check(answer);
            places.putAll(UidSet.copied(answer));
        }
        return places;
    }

    @Override public void expunge(Collection<Long> uids) {
        for (String set : UidSet.of(uids)) {
            store(set, "+FLAGS.SILENT", Flags.of("\\Deleted"));
            check(wire.run("UID EXPUNGE " + set, line -> { }));
        }
    }
}

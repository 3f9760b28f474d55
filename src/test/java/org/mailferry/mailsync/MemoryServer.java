package org.mailferry.mailsync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Sha256;

/** One mailbox on a server in memory, with the manners that servers differ in. */
final class MemoryServer implements MailStore {
    static final class Stored {
        final String content;
        final InternalDate date;
        Flags flags;
        long modSeq;

        Stored(String content, InternalDate date, Flags flags, long modSeq) {
            this.content = content;
            this.date = date;
            this.flags = flags;
            this.modSeq = modSeq;
        }

        @Override public String toString() {
            return content + " " + date.instant() + " " + flags;
        }
    }

    static final class Folder {
        final Map<Long, Stored> messages = new TreeMap<>();
        final Map<Long, Long> vanished = new TreeMap<>();
        final Set<String> attributes = new TreeSet<>();
        long uidValidity;
        long uidNext = 1;
        boolean subscribed;
    }

    final Map<String, Folder> folders = new LinkedHashMap<>();
    final Tripwire tripwire;
    private final String name;
    Hierarchy hierarchy = Hierarchy.SLASHED;
    boolean condstore = true;
    boolean qresync;
    boolean listsStatus;
    boolean uidPlus = true;
    boolean moves = true;
    boolean estimatesSizes;
    boolean multiAppend = true;
    /** How many commands that were on their way when the connection broke are carried out all the same. */
    int survivors = 1;
    /** Those that are not are kept here where a test wants to carry them out late. */
    Optional<Deque<Runnable>> late = Optional.empty();
    int openContents;
    final List<Integer> appends = new ArrayList<>();
    private int firstFull;
    private final Deque<Runnable> received = new ArrayDeque<>();
    /** Everything that changed the mailbox through the engine. */
    int writes;
    Predicate<String> refusesFolder = folder -> false;
    Predicate<String> refusesMessage = content -> false;
    UnaryOperator<String> alters = content -> content;
    Predicate<String> givesNot = content -> false;
    Predicate<String> breaksAt = content -> false;
    Set<String> keeps = Set.of("\\*");
    long quota = Long.MAX_VALUE;
    boolean knowsLogin = true;
    boolean subscribes = true;
    boolean knowsCase = true;
    int opened;
    int flagListings;
    int largestListing;
    private long modSeq = 1;
    private long lastUidValidity = 1000;

    MemoryServer(String name, Tripwire tripwire) {
        this.name = name;
        this.tripwire = tripwire;
        folder("INBOX");
    }

    // How a test sees and changes it.

    Folder folder(String folder) {
        return folders.computeIfAbsent(folder, key -> {
            Folder made = new Folder();
            made.uidValidity = ++lastUidValidity;
            return made;
        });
    }

    long deliver(String folder, String content, String day, String... flags) {
        return store(folder(folder), content, new InternalDate(day + " 10:00:00 +0300"), Flags.of(flags));
    }

    void setFlags(String folder, long uid, String... flags) {
        Stored stored = folder(folder).messages.get(uid);
        stored.flags = Flags.of(flags);
        stored.modSeq = ++modSeq;
    }

    void expunge(String folder, long uid) {
        folder(folder).messages.remove(uid);
        folder(folder).vanished.put(uid, ++modSeq);
    }

    /** As a user's client moves a message. @return its new UID */
    long move(String from, long uid, String to) {
        Stored stored = folder(from).messages.remove(uid);
        return store(folder(to), stored.content, stored.date, stored.flags);
    }

    long uid(String folder, String content) {
        return folder(folder).messages.entrySet().stream().filter(entry -> entry.getValue().content.equals(content)).findFirst().orElseThrow().getKey();
    }

    /** The same messages under new UIDs, as after a repair of the server's store. */
    void renumber(String folder) {
        Folder changed = folder(folder);
        List<Stored> all = new ArrayList<>(changed.messages.values());
        changed.messages.clear();
        changed.uidValidity = ++lastUidValidity;
        changed.uidNext = 7;
        all.forEach(stored -> store(changed, stored.content, stored.date, stored.flags));
    }

    /** Content, date and flags of every message, sorted, so that two servers can be compared. */
    Map<String, List<String>> mail() {
        Map<String, List<String>> mail = new TreeMap<>();
        folders.forEach((folder, found) -> mail.put(folder, found.messages.values().stream().map(Stored::toString).sorted().toList()));
        return mail;
    }

    private long store(Folder folder, String content, InternalDate date, Flags flags) {
        long uid = folder.uidNext++;
        folder.messages.put(uid, new Stored(content, date, flags, ++modSeq));
        return uid;
    }

    // How the engine sees it.

    @Override public Hierarchy hierarchy() {
        return hierarchy;
    }

    @Override public List<RemoteFolder> folders() {
        tripwire.passing(name + " list");
        return folders.entrySet().stream().map(entry -> new RemoteFolder(entry.getKey(), hierarchy.path(entry.getKey()),
            entry.getValue().attributes, entry.getValue().subscribed,
            listsStatus ? Optional.of(statusOf(entry.getValue())) : Optional.empty())).toList();
    }

    @Override public FolderStatus status(String folder) {
        tripwire.passing(name + " status");
        return statusOf(existing(folder));
    }

    private Folder existing(String folder) {
        if (!folders.containsKey(folder) || refusesFolder.test(folder)) {
            throw new FolderRefusedException("no such folder " + folder);
        }
        return folders.get(folder);
    }

    private FolderStatus statusOf(Folder folder) {
        return new FolderStatus(folder.uidValidity, folder.uidNext, folder.messages.size(), condstore ? OptionalLong.of(modSeq) : OptionalLong.empty());
    }

    @Override public OpenedFolder openForReading(String folder) {
        tripwire.passing(name + " examine");
        opened++;
        return new Opened(existing(folder));
    }

    @Override public OpenedFolder openForWriting(String folder) {
        tripwire.passing(name + " select");
        opened++;
        return new Opened(existing(folder));
    }

    @Override public FolderCreation create(String folder) {
        tripwire.passing(name + " create");
        if (refusesFolder.test(folder)) {
            return new FolderCreation.Refused("invalid name");
        }
        if (knowsCase || folders.keySet().stream().noneMatch(folder::equalsIgnoreCase)) {
            folder(folder);
        }
        tripwire.passing(name + " created");
        return new FolderCreation.Created();
    }

    @Override public void subscribe(String folder) {
        tripwire.passing(name + " subscribe");
        if (!subscribes) {
            throw new FolderRefusedException("The subscription of '" + folder + "' was refused");
        }
        existing(folder).subscribed = true;
    }

    @Override public OptionalLong sizeBytes(String folder) {
        return OptionalLong.empty();
    }

    @Override public OptionalLong quotaUsedBytes() {
        return OptionalLong.empty();
    }

    /** How many commands came after the first one for which there was no room, since {@link #appends} was cleared. */
    int appendsAfterFull() {
        int after = appends.size() - firstFull;
        firstFull = 0;
        return after;
    }

    /** A new connection; what the last one left behind is carried out or forgotten. */
    void connected() {
        for (int i = 0; i < survivors && !received.isEmpty(); i++) {
            received.remove().run();
        }
        late.ifPresent(kept -> kept.addAll(received));
        received.clear();
    }

    @Override public void close() {
        // Nothing is held.
    }

    private final class Opened implements OpenedFolder {
        private final Folder folder;
        private final FolderStatus status;

        Opened(Folder folder) {
            this.folder = folder;
            this.status = statusOf(folder);
        }

        @Override public FolderStatus status() {
            return status;
        }

        @Override public Flags storable(Flags flags) {
            return keeps.contains("\\*") ? flags : Flags.of(flags.names().stream().filter(flag -> flag.startsWith("\\") || keeps.contains(flag)).toList());
        }

        @Override public List<MessageEntry> entriesFrom(long uid) {
            tripwire.passing(name + " entries");
            return listed(folder.messages.entrySet().stream().filter(entry -> entry.getKey() >= uid).map(entry -> entry(entry.getKey(), entry.getValue())).toList());
        }

        private List<MessageEntry> listed(List<MessageEntry> entries) {
            largestListing = Math.max(largestListing, entries.size());
            return entries;
        }

        private MessageEntry entry(long uid, Stored stored) {
            return new MessageEntry(uid, stored.flags, stored.date, stored.content.length() + (estimatesSizes ? 7 : 0));
        }

        @Override public List<MessageEntry> entries(Collection<Long> uids) {
            tripwire.passing(name + " entries");
            return listed(uids.stream().distinct().sorted().filter(folder.messages::containsKey).map(uid -> entry(uid, folder.messages.get(uid))).toList());
        }

        @Override public Uids uidsFrom(long uid) {
            tripwire.passing(name + " uids");
            return Uids.of(folder.messages.keySet().stream().filter(each -> each >= uid).mapToLong(Long::longValue).toArray());
        }

        @Override public Optional<Uids> vanishedSince(long since) {
            if (!qresync) {
                return Optional.empty();
            }
            tripwire.passing(name + " vanished");
            return Optional.of(Uids.of(folder.vanished.entrySet().stream().filter(entry -> entry.getValue() > since).mapToLong(Map.Entry::getKey).toArray()));
        }

        @Override public Map<Long, Flags> flagsChangedSince(long since) {
            Map<Long, Flags> changed = flags();
            changed.keySet().removeIf(uid -> folder.messages.get(uid).modSeq <= since);
            return changed;
        }

        @Override public Map<Long, Flags> flags(long fromUid, long toUid) {
            tripwire.passing(name + " flags");
            flagListings++;
            Map<Long, Flags> flags = new HashMap<>();
            folder.messages.forEach((uid, stored) -> {
                if (uid >= fromUid && uid <= toUid) {
                    flags.put(uid, stored.flags);
                }
            });
            largestListing = Math.max(largestListing, flags.size());
            return flags;
        }

        @Override public Reading ask(Collection<MessageEntry> entries) {
            tripwire.passing(name + " ask");
            return new Reading() {
                @Override public void take(Consumer<Message> receiver, Refused refused) {
                    entries.forEach(entry -> give(entry.uid(), receiver, refused));
                }

                @Override public void close() {
                    // Nothing was read ahead.
                }
            };
        }

        private void give(long uid, Consumer<Message> receiver, Refused refused) {
            tripwire.passing(name + " read");
            Stored stored = folder.messages.get(uid);
            if (stored != null && breaksAt.test(stored.content)) {
                throw MigrationException.transientFailure("the connection broke off", null);
            }
            if (stored != null && givesNot.test(stored.content)) {
                refused.tell(uid, "NO cannot read");
            } else if (stored != null) {
                receiver.accept(new Message(uid, stored.flags, stored.date, new Lent(Content.of(stored.content.getBytes(StandardCharsets.UTF_8)))));
            }
        }

        /** A refused command stores nothing of its messages. */
        @Override public Sending send(List<Message> messages) {
            tripwire.passing(name + " append");
            List<List<Letter>> commands = new ArrayList<>();
            List<Letter> letters = messages.stream().map(message -> new Letter(text(message.content()), message.date(), storable(message.flags()))).toList();
            if (multiAppend) {
                commands.add(letters);
            } else {
                letters.forEach(letter -> commands.add(List.of(letter)));
            }
            List<AppendOutcome> outcomes = new ArrayList<>();
            List<Runnable> mine = commands.stream().<Runnable>map(command -> () -> carryOut(command, outcomes)).toList();
            received.addAll(mine);
            tripwire.passing(name + " sent");
            return new Sending() {
                @Override public List<AppendOutcome> await() {
                    tripwire.passing(name + " answer");
                    for (Runnable command : mine) {
                        if (received.remove() != command) {
                            throw new IllegalStateException("answers are awaited in the order of sending");
                        }
                        command.run();
                    }
                    tripwire.passing(name + " answered");
                    return outcomes;
                }

                @Override public int commands() {
                    return commands.size();
                }
            };
        }

        private void carryOut(List<Letter> command, List<AppendOutcome> outcomes) {
            if (!outcomes.isEmpty() && !(outcomes.get(outcomes.size() - 1) instanceof AppendOutcome.Stored)
                && !(outcomes.get(outcomes.size() - 1) instanceof AppendOutcome.Refused)) {
                outcomes.add(new AppendOutcome.Undone("not sent any more", true));
                return;
            }
            appends.add(command.size());
            boolean refused = command.stream().anyMatch(letter -> refusesMessage.test(letter.content()));
            long used = folders.values().stream().flatMap(each -> each.messages.values().stream()).mapToLong(stored -> stored.content.length()).sum();
            boolean full = used + command.stream().mapToLong(letter -> letter.content().length()).sum() > quota;
            firstFull = full && firstFull == 0 ? appends.size() : firstFull;
            for (Letter letter : command) {
                if (!refused && !full) {
                    writes++;
                    long uid = store(folder, alters.apply(letter.content()), letter.date(), letter.flags());
                    outcomes.add(new AppendOutcome.Stored(uidPlus ? OptionalLong.of(uid) : OptionalLong.empty()));
                } else if (command.size() > 1) {
                    outcomes.add(new AppendOutcome.Undone("NO not these", full));
                } else {
                    outcomes.add(refused ? new AppendOutcome.Refused("NO not this one") : new AppendOutcome.OverQuota("NO [OVERQUOTA] full"));
                }
            }
        }

        private String text(Content content) {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            try {
                content.writeTo(bytes);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            if (!content.sha256().equals(Sha256.hex(bytes.toByteArray()))) {
                throw new IllegalStateException("the digest is not of the content");
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
            if (added.isEmpty() && removed.isEmpty()) {
                return;
            }
            tripwire.passing(name + " store");
            writes++;
            for (long uid : uids) {
                Stored stored = folder.messages.get(uid);
                if (stored != null) {
                    stored.flags = stored.flags.with(added).without(removed);
                    stored.modSeq = ++modSeq;
                }
            }
            tripwire.passing(name + " stored");
        }

        @Override public boolean moves() {
            return moves;
        }

        @Override public boolean expungesSingly() {
            return uidPlus;
        }

        @Override public Map<Long, Long> move(Collection<Long> uids, String to) {
            Map<Long, Long> places = new HashMap<>();
            for (long uid : new java.util.TreeSet<>(uids)) {
                tripwire.passing(name + " move");
                Stored stored = folder.messages.remove(uid);
                if (stored != null) {
                    writes++;
                    places.put(uid, store(existing(to), stored.content, stored.date, stored.flags));
                }
                tripwire.passing(name + " moved");
            }
            return uidPlus ? places : Map.of();
        }

        @Override public Map<Long, Long> copy(Collection<Long> uids, String to) {
            Map<Long, Long> places = new HashMap<>();
            for (long uid : new java.util.TreeSet<>(uids)) {
                tripwire.passing(name + " copy");
                Stored stored = folder.messages.get(uid);
                if (stored != null) {
                    writes++;
                    places.put(uid, store(existing(to), stored.content, stored.date, stored.flags));
                }
                tripwire.passing(name + " copied");
            }
            return uidPlus ? places : Map.of();
        }

        @Override public void expunge(Collection<Long> uids) {
            tripwire.passing(name + " expunge");
            writes++;
            folder.messages.keySet().removeAll(uids);
            modSeq++;
            tripwire.passing(name + " expunged");
        }
    }

    private record Letter(String content, InternalDate date, Flags flags) {}

    /** Counted until it is closed. */
    private final class Lent implements Content {
        private final Content content;
        private boolean closed;

        Lent(Content content) {
            this.content = content;
            openContents++;
        }

        @Override public long sizeBytes() {
            return content.sizeBytes();
        }

        @Override public String sha256() {
            return content.sha256();
        }

        @Override public void writeTo(java.io.OutputStream out) throws java.io.IOException {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            content.writeTo(out);
        }

        @Override public void close() {
            openContents -= closed ? 0 : 1;
            closed = true;
        }
    }
}

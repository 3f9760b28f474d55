package org.mailferry.mailsync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
    boolean uidPlus = true;
    boolean estimatesSizes;
    Predicate<String> refusesFolder = folder -> false;
    Predicate<String> refusesMessage = content -> false;
    Predicate<String> givesNot = content -> false;
    Set<String> keeps = Set.of("\\*");
    long quota = Long.MAX_VALUE;
    boolean knowsLogin = true;
    boolean subscribes = true;
    int opened;
    int flagListings;
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
        modSeq++;
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
            entry.getValue().attributes, entry.getValue().subscribed)).toList();
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
        folder(folder);
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
            return folder.messages.entrySet().stream().filter(entry -> entry.getKey() >= uid).map(entry -> entry(entry.getKey(), entry.getValue())).toList();
        }

        private MessageEntry entry(long uid, Stored stored) {
            return new MessageEntry(uid, stored.flags, stored.date, stored.content.length() + (estimatesSizes ? 7 : 0));
        }

        @Override public List<MessageEntry> entries(Collection<Long> uids) {
            return entriesFrom(1).stream().filter(entry -> uids.contains(entry.uid())).toList();
        }

        @Override public Set<Long> uids() {
            tripwire.passing(name + " uids");
            return Set.copyOf(folder.messages.keySet());
        }

        @Override public Map<Long, Flags> flagsChangedSince(long since) {
            Map<Long, Flags> changed = flags();
            changed.keySet().removeIf(uid -> folder.messages.get(uid).modSeq <= since);
            return changed;
        }

        @Override public Map<Long, Flags> flags() {
            tripwire.passing(name + " flags");
            flagListings++;
            Map<Long, Flags> flags = new HashMap<>();
            folder.messages.forEach((uid, stored) -> flags.put(uid, stored.flags));
            return flags;
        }

        @Override public void read(Collection<MessageEntry> entries, Consumer<Message> receiver, Refused refused) {
            for (MessageEntry entry : entries) {
                tripwire.passing(name + " read");
                Stored stored = folder.messages.get(entry.uid());
                if (stored != null && givesNot.test(stored.content)) {
                    refused.tell(entry.uid(), "NO cannot read");
                } else if (stored != null) {
                    receiver.accept(new Message(entry.uid(), stored.flags, stored.date, Content.of(stored.content.getBytes(StandardCharsets.UTF_8))));
                }
            }
        }

        @Override public List<AppendOutcome> append(List<Message> messages) {
            List<AppendOutcome> outcomes = new ArrayList<>();
            for (Message message : messages) {
                tripwire.passing(name + " append");
                outcomes.add(append(message));
                tripwire.passing(name + " appended");
            }
            return outcomes;
        }

        private AppendOutcome append(Message message) {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            try {
                message.content().writeTo(bytes);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            String content = bytes.toString(StandardCharsets.UTF_8);
            if (!message.content().sha256().equals(Sha256.hex(bytes.toByteArray()))) {
                throw new IllegalStateException("the digest is not of the content");
            }
            if (refusesMessage.test(content)) {
                return new AppendOutcome.Refused("NO not this one");
            }
            long used = folders.values().stream().flatMap(each -> each.messages.values().stream()).mapToLong(stored -> stored.content.length()).sum();
            if (used + content.length() > quota) {
                return new AppendOutcome.OverQuota("NO [OVERQUOTA] full");
            }
            long uid = store(folder, content, message.date(), storable(message.flags()));
            return new AppendOutcome.Stored(uidPlus ? OptionalLong.of(uid) : OptionalLong.empty());
        }

        @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
            if (added.isEmpty() && removed.isEmpty()) {
                return;
            }
            tripwire.passing(name + " store");
            for (long uid : uids) {
                Stored stored = folder.messages.get(uid);
                if (stored != null) {
                    stored.flags = stored.flags.with(added).without(removed);
                    stored.modSeq = ++modSeq;
                }
            }
            tripwire.passing(name + " stored");
        }
    }
}

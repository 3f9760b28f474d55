package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailsync.FolderPath;
import org.mailferry.mailsync.FolderStatus;
import org.mailferry.mailsync.Hierarchy;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.RemoteFolder;

/** A mailbox over one IMAP connection. */
final class ImapMailStore implements MailStore {
    private final ImapWire wire;
    private final MailEndpoint endpoint;
    private final Runnable release;
    private final FolderNames names = new FolderNames();
    private final Namespaces namespaces;
    private final AppendWay way;
    private boolean tellsVanished;

    ImapMailStore(ImapWire wire, MailEndpoint endpoint, Runnable release) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.release = release;
        this.way = new AppendWay(wire, endpoint);
        this.namespaces = Namespaces.read(wire, names);
    }

    @Override public Hierarchy hierarchy() {
        return namespaces.personal();
    }

    @Override public List<RemoteFolder> folders() {
        boolean extended = wire.hasCapability("LIST-EXTENDED");
        String options = !extended ? "" : " RETURN (SUBSCRIBED" + (wire.hasCapability("SPECIAL-USE") ? " SPECIAL-USE" : "")
            + (wire.hasCapability("LIST-STATUS") ? " STATUS (" + statusItems() + ")" : "") + ")";
        Map<String, FolderStatus> figures = new HashMap<>();
        Map<String, List<Object>> listed = list("LIST \"\" \"*\"" + options, figures);
        Set<String> subscribed = new HashSet<>();
        if (!extended) {
            subscribed.addAll(list("LSUB \"\" \"*\"").keySet());
        }
        List<RemoteFolder> folders = new ArrayList<>();
        listed.forEach((name, attributes) -> {
            if (!namespaces.belongsToOthers(name)) {
                List<String> words = attributes.stream().map(ImapParser::text).toList();
                boolean known = subscribed.contains(name) || words.stream().anyMatch("\\Subscribed"::equalsIgnoreCase);
                folders.add(new RemoteFolder(name, path(name), Set.copyOf(new HashSet<>(words)), known,
                    Optional.ofNullable(figures.get(name))));
            }
        });
        return folders;
    }

    private FolderPath path(String name) {
        return namespaces.personal().path(name);
    }

    private String statusItems() {
        return "MESSAGES UIDNEXT UIDVALIDITY" + (wire.hasCapability("CONDSTORE") ? " HIGHESTMODSEQ" : "");
    }

    private Map<String, List<Object>> list(String command) {
        return list(command, new HashMap<>());
    }

    /** @param figures receives those that the server lists beside the folders */
    private Map<String, List<Object>> list(String command, Map<String, FolderStatus> figures) {
        Map<String, List<Object>> found = new java.util.LinkedHashMap<>();
        ImapLine answer = wire.run(command, line -> {
            if (line.says("LIST") || line.says("LSUB")) {
                List<Object> values = line.values();
                String name = names.decode(ImapParser.name(values.get(4)));
                found.put(inboxOr(name), listOf(values.get(2)));
            } else if (line.says("STATUS")) {
                List<Object> values = line.values();
                figures.put(inboxOr(names.decode(ImapParser.name(values.get(2)))), status(figures(values.get(3))));
            }
        });
        check(answer, "The list of folders");
        return found;
    }

    private static String inboxOr(String name) {
        return name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    }

    @Override public FolderStatus status(String folder) {
        return status(figures(folder, statusItems()));
    }

    private static FolderStatus status(Map<String, Long> figures) {
        Long modSeq = figures.get("HIGHESTMODSEQ");
        return new FolderStatus(figures.getOrDefault("UIDVALIDITY", 0L), figures.getOrDefault("UIDNEXT", 0L),
            figures.getOrDefault("MESSAGES", 0L), modSeq == null || modSeq == 0 ? OptionalLong.empty() : OptionalLong.of(modSeq));
    }

    private Map<String, Long> figures(String folder, String items) {
        Map<String, Long> figures = new HashMap<>();
        ImapLine answer = wire.run("STATUS " + names.quoted(folder) + " (" + items + ")", line -> {
            if (line.says("STATUS")) {
                figures.putAll(figures(line.values().get(3)));
            }
        });
        check(answer, "STATUS of '" + folder + "'");
        return figures;
    }

    private static Map<String, Long> figures(Object list) {
        Map<String, Long> figures = new HashMap<>();
        List<Object> pairs = listOf(list);
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (pairs.get(i + 1) instanceof ImapParser.Nil) {
                // APPENDLIMIT NIL: there is none (RFC 7889 §4).
                continue;
            }
            figures.put(ImapParser.text(pairs.get(i)).toUpperCase(Locale.ROOT), ImapParser.number(pairs.get(i + 1)));
        }
        return figures;
    }

    @Override public OpenedFolder openForReading(String folder) {
        if (!tellsVanished && wire.hasCapability("QRESYNC")) {
            // RFC 7162 §3.2.3: before a server tells what vanished, it wants to know that we understand it.
            wire.run("ENABLE QRESYNC", line -> { });
            tellsVanished = true;
        }
        return ImapFolder.open(wire, endpoint, "EXAMINE", folder, names, way);
    }

    @Override public OpenedFolder openForWriting(String folder) {
        return ImapFolder.open(wire, endpoint, "SELECT", folder, names, way);
    }

    @Override public FolderCreation create(String folder) {
        ImapLine answer = wire.run("CREATE " + names.quoted(folder), line -> { });
        boolean there = answer.isOK() || answer.code().filter("ALREADYEXISTS"::equals).isPresent()
            || list("LIST \"\" \"*\"").containsKey(folder);
        ImapFailure.pause(answer).filter(pause -> !there).ifPresent(pause -> check(answer, "CREATE"));
        return there ? new FolderCreation.Created() : new FolderCreation.Refused(answer.text());
    }

    @Override public void subscribe(String folder) {
        check(wire.run("SUBSCRIBE " + names.quoted(folder), line -> { }), "The subscription of '" + folder + "'");
    }

    @Override public OptionalLong sizeBytes(String folder) {
        if (!wire.hasCapability("STATUS=SIZE")) {
            return OptionalLong.empty();
        }
        Long size = figures(folder, "SIZE").get("SIZE");
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    @Override public OptionalLong quotaUsedBytes() {
        return storageRoots().stream().mapToLong(Quota::usedBytes).max();
    }

    /** Of several roots the one with the least room, for that is where storing ends. */
    @Override public Optional<Quota> quota() {
        return storageRoots().stream().min(Comparator.comparing(root -> root.limitBytes() - root.usedBytes()));
    }

    private List<Quota> storageRoots() {
        List<Quota> roots = new ArrayList<>();
        if (wire.hasCapability("QUOTA")) {
            wire.run("GETQUOTAROOT INBOX", line -> {
                if (line.says("QUOTA")) {
                    List<Object> triples = listOf(line.values().get(3));
                    for (int i = 0; i + 2 < triples.size(); i += 3) {
                        if (ImapParser.text(triples.get(i)).equalsIgnoreCase("STORAGE")) {
                            roots.add(new Quota(ImapParser.number(triples.get(i + 1)) * 1024, ImapParser.number(triples.get(i + 2)) * 1024));
                        }
                    }
                }
            });
        }
        return roots;
    }

    /** One limit for all folders stands in the capability, one of its own for each is asked for (RFC 7889 §3). */
    @Override public OptionalLong appendLimitBytes() {
        OptionalLong everywhere = wire.capabilityNumber("APPENDLIMIT");
        if (everywhere.isPresent() || !wire.hasCapability("APPENDLIMIT")) {
            return everywhere;
        }
        Long limit = figures("INBOX", "APPENDLIMIT").get("APPENDLIMIT");
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    @Override public void remove(String folder) {
        check(wire.run("DELETE " + names.quoted(folder), line -> { }), "The removal of '" + folder + "'");
    }

    /** Says goodbye where that takes no waiting; the connection is closed in any case. */
    @Override public void close() {
        try {
            if (!wire.hasOpenQuestion()) {
                wire.farewell();
            }
        } catch (RuntimeException e) {
            // The connection was broken before; whoever used it was told then.
            return;
        } finally {
            release.run();
        }
    }

    private void check(ImapLine answer, String what) {
        if (!answer.isOK()) {
            throw ImapFailure.refused(endpoint, what, answer);
        }
    }

    @SuppressWarnings("unchecked")
    static List<Object> listOf(Object value) {
        return value instanceof List ? (List<Object>) value : List.of();
    }
}

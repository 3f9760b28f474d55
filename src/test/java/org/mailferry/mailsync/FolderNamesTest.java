package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.RealSides.Pair;
import org.mailferry.mailsync.RealSides.Side;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.realserver.ImapTalk;

/**
 * Folder names of every kind between all kinds of server. A name that the target takes stays as it is; another one is mapped and
 * reported; no two folders' mail meets in one.
 */
class FolderNamesTest {
    /** Paths; {@code /} stands for the server's own separator, {@code ⧸} for a slash and {@code ⋅} for a dot within a name. */
    private static final List<String> PATHS = List.of("Plain", "Plain/Below/Deeper", "Входящие 2020", "Проекты/Отчёты & планы/Ёлка", "a&b", "&", "&-", "&AOk-lower",
        "Übergröße", "São Paulo/Relatórios", "📁 box", "日本語", "q\"uoted", "back\\slash", "per%cent", "st*ar", " leading", "trailing ", "two  blanks", "dot⋅inside",
        "Ltd⋅/Inc⋅", "⋅hidden", "slash⧸inside", "INBOX/Child", "INBOX/Child/Grandchild", "Inbox/child of another case", "inboxes", "Case", "case", "CASE", "ПАПКА", "папка",
        "(round)", "[square]", "{12}", "{12+}", "~tilde", "#hash", "-dash", "+plus", "semi;colon", "co:lon", "<angle>", "|pipe|", "que?stion", "!", "'", "$dollar", "=equals",
        "cur", "new", "tmp", "Maildir", "dbox-Mails", "NIL", "nil", "cafe\u0301", "caf\u00e9", "zero\u200bwidth", "İstanbul", "straße", "STRASSE", "x".repeat(100), "x".repeat(200),
        "y".repeat(260), "z".repeat(1_010), "Я".repeat(80), "Ж".repeat(300), "d/".repeat(30) + "d", "Sent Items", "Archive/2019", "Archive⋅2019", "Trash/old", "con", "a/b", "a_b", "a⋅b", "a⧸b",
        "dbox-Mails/Below", "{12}/Below", ("w".repeat(120) + "/").repeat(9) + "w", ("Щ".repeat(70) + "/").repeat(6) + "Щ", "y".repeat(250), "y".repeat(250) + "/z");

    private static RealSides sides;

    @BeforeAll static void start() {
        sides = new RealSides();
    }

    @AfterAll static void stop() {
        if (sides != null) {
            sides.close();
        }
    }

    static Stream<Side> sources() {
        return sides.all().stream();
    }

    @ParameterizedTest @MethodSource("sources") void everyFolderHasItsOwnPlaceOrIsListed(Side source) {
        String login = "names@corp.test";
        fill(source, login);
        Map<String, String> given = folders(source, login);
        for (Pair pair : sides.pairsFrom(source)) {
            deliver(pair, login, given);
        }
    }

    private static void fill(Side source, String login) {
        List<String> refused = new ArrayList<>();
        try (ImapTalk talk = source.server().talk(login)) {
            for (String path : PATHS) {
                String name = path.startsWith("I") && path.toUpperCase(Locale.ROOT).startsWith("INBOX/") && !source.prefix().isEmpty()
                    ? path.replace("/", source.separator()) : source.name(path);
                String wire = wire(name.replace('⧸', '/').replace('⋅', '.'));
                String answer = last(talk.say("CREATE " + quoted(wire)));
                answer = answer.startsWith("OK") ? talk.offer(escaped(wire), "", ("Subject: " + wire + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)) : answer;
                if (!answer.startsWith("OK")) {
                    refused.add(shortened(path) + ": " + answer);
                }
            }
        }
        System.out.println(source + " does not take as a source: " + refused);
    }

    private static void deliver(Pair pair, String login, Map<String, String> given) {
        String there = "names-from-" + pair.source().kind().toLowerCase(Locale.ROOT) + "@corp.test";
        SyncJob job = RealFerry.job(there, pair.source().server().mailbox(login), pair.target().server().mailbox(there));
        Ferry.TestClock clock = new Ferry.TestClock();
        SyncLedger ledger = LedgerForTests.ledger(TestDatabase.h2(), clock);
        RealFerry ferry = new RealFerry(job, ledger, clock, RealFerry.stores(), () -> { });
        ferry.run(Pass.INITIAL);
        Map<String, String> arrived = folders(pair.target(), there);
        ferry.run(Pass.FINAL);
        assertThat(folders(pair.target(), there)).as("%s: again", pair).isEqualTo(arrived);

        Map<String, FolderRecord> lines = ledger.folders(job.mailbox(), Direction.FORWARD).stream()
            .collect(Collectors.toMap(line -> given(line.sourceName(), given.keySet()), Function.identity()));
        assertThat(lines.keySet()).as("%s: each has its line", pair).isEqualTo(given.keySet());
        Map<String, String> byHand = byHand(pair, given.keySet().stream().toList(), "hand-" + there);
        List<String> reports = new ArrayList<>();
        given.forEach((name, mail) -> {
            FolderRecord line = lines.get(name);
            String what = pair + ", " + shortened(name);
            if (line.state() == FolderRecord.State.REFUSED) {
                reports.add(line.note());
                assertThat(line.note()).as(what).isNotBlank();
                assertThat(byHand).as(what + " could be had: " + line.note()).doesNotContainKey(name);
                return;
            }
            assertThat(arrived.get(wire(line.targetName()))).as(what + " in " + shortened(line.targetName())).isEqualTo(mail);
            if (name.length() > 900) {
                // Known by its beginning and its digest, there too.
                return;
            }
            if (byHand.containsKey(name)) {
                assertThat(wire(line.targetName())).as(what + " can stay as it is").isEqualTo(byHand.get(name));
            } else {
                reports.add(line.note());
                assertThat(line.note()).as(what).isNotBlank();
            }
        });
        List<String> places = lines.values().stream().filter(line -> line.state() == FolderRecord.State.COPY).map(FolderRecord::targetName).toList();
        assertThat(places).as("%s: each has its own", pair).doesNotHaveDuplicates();
        assertThat(arrived.values().stream().filter(mail -> !mail.isEmpty())).as("%s: each arrived once", pair).doesNotHaveDuplicates();
        System.out.printf("%s: %d folders, %d under their own name, %d refused; reports: %s%n", pair, given.size(), byHand.size(),
            lines.values().stream().filter(line -> line.state() == FolderRecord.State.REFUSED).count(), reports.stream().map(FolderNamesTest::shortened).toList());
    }

    /** The name on the wire of what the ledger calls so. */
    private static String given(String name, Set<String> all) {
        if (name.length() < 400) {
            return wire(name);
        }
        return all.stream().filter(wire -> wire.startsWith(name.substring(0, 100))).max(Comparator.comparing(String::length)).orElse(wire(name));
    }

    /** The same names made on the target without the engine: what it takes and lists as it was asked for, by the source's name. */
    private static Map<String, String> byHand(Pair pair, List<String> names, String login) {
        Map<String, String> wanted = new TreeMap<>();
        try (ImapTalk talk = pair.target().server().talk(login)) {
            for (String name : names) {
                String separator = pair.source().separator();
                String path = name.startsWith(pair.source().prefix()) ? name.substring(pair.source().prefix().length()) : name;
                boolean holdsSeparator = !pair.target().separator().equals(separator) && path.contains(pair.target().separator());
                boolean belowInbox = path.startsWith("INBOX" + separator) && !pair.target().prefix().isEmpty();
                String there = pair.target().name((belowInbox ? path.substring(6) : path).replace(separator, "/"));
                if (!holdsSeparator && (name.equals("INBOX") || last(talk.say("CREATE " + quoted(there))).startsWith("OK"))) {
                    wanted.put(name, there);
                }
            }
        }
        Map<String, String> made = folders(pair.target(), login);
        wanted.values().removeIf(name -> !made.containsKey(name));
        return wanted;
    }

    /** Names on the wire and the subjects in them. */
    private static Map<String, String> folders(Side side, String login) {
        Map<String, String> found = new TreeMap<>();
        try (ImapTalk talk = side.server().talk(login)) {
            for (String line : talk.ok("LIST \"\" \"*\"")) {
                String name = name(line.substring(line.indexOf("\" ") + 2));
                if (!line.contains("\\Noselect") && !line.contains("\\NonExistent")) {
                    boolean empty = talk.ok("EXAMINE " + quoted(name)).contains("* 0 EXISTS");
                    found.put(name, empty ? "" : String.join("", talk.ok("FETCH 1:* (BODY.PEEK[])").stream().filter(each -> each.contains(" FETCH (")).toList()));
                }
            }
        }
        return found;
    }

    private static String name(String listed) {
        if (listed.startsWith("{")) {
            return listed.substring(listed.indexOf('\n') + 1);
        }
        return listed.startsWith("\"") ? listed.substring(1, listed.length() - 1).replaceAll("\\\\(.)", "$1") : listed;
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static String shortened(String text) {
        return text.replaceAll("(.{40}).{20,}", "$1…");
    }

    private static String escaped(String wire) {
        return wire.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String quoted(String wire) {
        return "\"" + escaped(wire) + "\"";
    }

    /** Modified UTF-7, RFC 3501 §5.1.3, written for this test alone. */
    private static String wire(String name) {
        StringBuilder wire = new StringBuilder();
        StringBuilder shifted = new StringBuilder();
        for (char c : (name + "\0").toCharArray()) {
            boolean plain = c >= ' ' && c < 127;
            if ((plain || c == 0) && shifted.length() > 0) {
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted.toString().getBytes(StandardCharsets.UTF_16BE));
                wire.append('&').append(base64.replace('/', ',')).append('-');
                shifted.setLength(0);
            }
            if (plain) {
                wire.append(c == '&' ? "&-" : c);
            } else {
                shifted.append(c);
            }
        }
        return wire.toString();
    }
}

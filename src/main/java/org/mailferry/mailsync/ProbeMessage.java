package org.mailferry.mailsync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message with what servers have been seen to change: long and odd lines, raw eight-bit text, a date long past, flags and keywords. */
final class ProbeMessage {
    private static final String TEXT = """
        From: Mailferry <mailferry@invalid>
        To: nobody@invalid
        Subject:   =?utf-8?B?0J/RgNC+0LLQtdGA0LrQsA==?= \t
        Message-ID: <mailferry-check@invalid>
        X-Folded: one
        \t two\s\s
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        From the beginning of a line
        .
        Привет, ящик \uD83D\uDCEC
        \ttab and blanks at the end  \s
        %s
        """.formatted("long ".repeat(400));
    private static final InternalDate DATE = new InternalDate("31-Mar-2019 02:30:07 +0300");
    private static final Flags FLAGS = Flags.of("\\Seen", "\\Flagged", "\\Answered");
    private static final Flags KEYWORDS = Flags.of("$Forwarded", "MailferryCheck");

    private final byte[] bytes = TEXT.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);

    void pass(MailStore store, String folder, List<String> kept, List<String> problems) {
        OpenedFolder writing = store.openForWriting(folder);
        Flags storable = writing.storable(FLAGS.with(KEYWORDS));
        Content content = Content.of(bytes);
        AppendOutcome outcome = writing.append(List.of(new Message(1, storable, DATE, content))).get(0);
        if (!(outcome instanceof AppendOutcome.Stored)) {
            problems.add("a message of " + bytes.length + " bytes is not taken: " + outcome);
            return;
        }
        OpenedFolder reading = store.openForReading(folder);
        List<MessageEntry> entries = reading.entriesFrom(1);
        if (entries.size() != 1) {
            problems.add("one message was stored, and " + entries.size() + " are there");
            return;
        }
        compare("the date of arrival", entries.get(0).date().sameInstantAs(DATE), DATE.text(), entries.get(0).date().text(), kept, problems);
        compare("flags", hasAll(entries.get(0), FLAGS), FLAGS.text(), entries.get(0).flags().text(), kept, problems);
        compare("keywords", hasAll(entries.get(0), KEYWORDS), KEYWORDS.text(), entries.get(0).flags().text(), kept, problems);
        compare("the message's bytes", digests(reading, entries).equals(List.of(content.sha256())), "as stored", "others", kept, problems);
    }

    private static boolean hasAll(MessageEntry entry, Flags wanted) {
        return wanted.without(entry.flags()).isEmpty();
    }

    private static List<String> digests(OpenedFolder folder, List<MessageEntry> entries) {
        List<String> digests = new ArrayList<>();
        folder.read(entries, message -> {
            try (Content content = message.content()) {
                digests.add(content.sha256());
            }
        }, (uid, reason) -> digests.add(reason));
        return digests;
    }

    private static void compare(String what, boolean same, String given, String found, List<String> kept, List<String> problems) {
        if (same) {
            kept.add(what);
        } else {
            problems.add(what + " came back changed (given: " + given + ", found: " + found + ")");
        }
    }
}

package org.mailferry.mailsync.imap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailsync.AppendOutcome;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.Message;

/** Stores messages by APPEND, several on their way at once where the server takes literals unasked. */
final class ImapAppender {
    private static final int ON_THE_WAY = 16;

    private record Sent(int index, String tag) {}

    private final ImapWire wire;
    private final MailEndpoint endpoint;
    private final String name;
    private final String quotedName;
    private final long uidValidity;
    private final UnaryOperator<Flags> storable;

    ImapAppender(ImapWire wire, MailEndpoint endpoint, String name, String quotedName, long uidValidity, UnaryOperator<Flags> storable) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.name = name;
        this.quotedName = quotedName;
        this.uidValidity = uidValidity;
        this.storable = storable;
    }

    List<AppendOutcome> append(List<Message> messages) {
        List<AppendOutcome> outcomes = new ArrayList<>(java.util.Collections.nCopies(messages.size(), new AppendOutcome.Stored(OptionalLong.empty())));
        Deque<Sent> onTheWay = new ArrayDeque<>();
        for (int index = 0; index < messages.size(); index++) {
            int current = index;
            String tag = wire.send(command(messages.get(index)), messages.get(index).content(), answer -> outcomes.set(current, outcome(answer)));
            if (!tag.isEmpty()) {
                onTheWay.add(new Sent(index, tag));
            }
            if (onTheWay.size() >= ON_THE_WAY) {
                receive(onTheWay.remove(), outcomes);
            }
        }
        while (!onTheWay.isEmpty()) {
            receive(onTheWay.remove(), outcomes);
        }
        return outcomes;
    }

    private void receive(Sent sent, List<AppendOutcome> outcomes) {
        outcomes.set(sent.index(), outcome(wire.await(sent.tag(), line -> { })));
    }

    private String command(Message message) {
        Flags flags = storable.apply(message.flags());
        String date = message.date().text().isEmpty() ? "" : " \"" + message.date().text() + "\"";
        return "APPEND " + quotedName + (flags.isEmpty() ? "" : " (" + flags.text() + ")") + date;
    }

    private AppendOutcome outcome(ImapLine answer) {
        if (answer.isOK()) {
            return new AppendOutcome.Stored(uid(answer));
        }
        String code = answer.code().orElse("");
        if (code.equals("OVERQUOTA")) {
            return new AppendOutcome.OverQuota(answer.text());
        }
        if (code.equals("TRYCREATE") || code.equals("NONEXISTENT")) {
            throw new FolderRefusedException("'" + name + "' is gone from " + endpoint + ": " + answer.text());
        }
        // LIMIT to an APPEND speaks of this message's size or flags (RFC 5530 §3), so it is no request for a pause here.
        if (!code.equals("LIMIT") && ImapFailure.pause(answer).isPresent()) {
            throw ImapFailure.refused(endpoint, "APPEND", answer);
        }
        return new AppendOutcome.Refused(answer.text());
    }

    private OptionalLong uid(ImapLine answer) {
        String[] words = answer.codeArguments().strip().split(" ");
        boolean told = answer.code().filter("APPENDUID"::equals).isPresent() && words.length == 2 && words[1].matches("\\d+");
        return told && Long.parseUnsignedLong(words[0]) == uidValidity ? OptionalLong.of(Long.parseUnsignedLong(words[1])) : OptionalLong.empty();
    }
}

package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.kernel.MigrationException;

/** Reads whole messages: many in one FETCH, a large one part by part into a file, and one by one where the server refuses the many. */
final class ImapReader {
    private static final int PART = 1 << 20;
    private static final String MESSAGE = " (UID FLAGS INTERNALDATE BODY.PEEK[])";

    private final ImapWire wire;
    private final long spoolAbove;

    ImapReader(ImapWire wire, long spoolAbove) {
        this.wire = wire;
        this.spoolAbove = spoolAbove;
    }

    OpenedFolder.Reading ask(Collection<MessageEntry> entries) {
        return new Question(entries);
    }

    /** The small ones are asked for at once; a large one follows by parts when the others are taken. */
    private final class Question implements OpenedFolder.Reading {
        private final List<MessageEntry> large = new ArrayList<>();
        private final Set<Long> wanted = new HashSet<>();
        private final List<String> tags = new ArrayList<>();
        private final List<ImapLine> answers = new ArrayList<>();
        private final List<Message> early = new ArrayList<>();

        Question(Collection<MessageEntry> entries) {
            for (MessageEntry entry : entries) {
                if (entry.sizeBytes() > spoolAbove) {
                    large.add(entry);
                } else {
                    wanted.add(entry.uid());
                }
            }
            for (String set : UidSet.of(wanted)) {
                tags.add(wire.begin("UID FETCH " + set + MESSAGE));
                wire.end();
            }
            if (!tags.isEmpty()) {
                wire.leaveOpen(() -> takeIn(early::add));
            }
        }

        private void takeIn(Consumer<Message> receiver) {
            while (answers.size() < tags.size()) {
                answers.add(wire.await(tags.get(answers.size()), handOn(wanted, receiver)));
            }
        }

        @Override public void take(Consumer<Message> receiver, OpenedFolder.Refused refused) {
            List<Message> known = List.copyOf(early);
            early.clear();
            known.forEach(receiver);
            if (answers.size() < tags.size()) {
                wire.closeQuestion();
                takeIn(receiver);
            }
            for (ImapLine answer : answers) {
                if (!answer.isOK()) {
                    pauseIfAsked(answer);
                    List.copyOf(wanted).stream().sorted().forEach(uid -> readAlone(uid, wanted, receiver, refused));
                }
            }
            tellWithheld(wanted, refused);
            large.forEach(entry -> readByParts(entry, receiver, refused));
            large.clear();
        }

        /** What is still to come is read past when the next command is given, if there is one. */
        @Override public void close() {
            early.forEach(message -> message.content().close());
            early.clear();
            if (answers.size() < tags.size() && wire.hasOpenQuestion()) {
                wire.leaveOpen(() -> takeIn(message -> message.content().close()));
            }
        }
    }

    private void readTogether(List<MessageEntry> entries, Consumer<Message> receiver, OpenedFolder.Refused refused) {
        Set<Long> wanted = new HashSet<>(entries.stream().map(MessageEntry::uid).toList());
        for (String set : UidSet.of(wanted)) {
            ImapLine answer = fetch(set, wanted, receiver);
            if (!answer.isOK()) {
                pauseIfAsked(answer);
                List.copyOf(wanted).stream().sorted().forEach(uid -> readAlone(uid, wanted, receiver, refused));
            }
        }
        tellWithheld(wanted, refused);
    }

    /** What is still wanted after an OK is gone, or its content was withheld; the server says which. */
    private void tellWithheld(Set<Long> wanted, OpenedFolder.Refused refused) {
        if (wanted.isEmpty()) {
            return;
        }
        wire.run("NOOP", line -> { });
        for (String set : UidSet.of(wanted)) {
            ImapLine answer = wire.run("UID FETCH " + set + " (UID)", line -> FetchItem.of(line).flatMap(FetchItem::uid).filter(wanted::remove)
                .ifPresent(uid -> refused.tell(uid, "the server says OK and gives no content")));
            pauseIfAsked(answer);
        }
    }

    private ImapLine fetch(String set, Set<Long> wanted, Consumer<Message> receiver) {
        return wire.run("UID FETCH " + set + MESSAGE, handOn(wanted, receiver));
    }

    /** Hands on the messages that are wanted, and strikes them off. */
    private static Consumer<ImapLine> handOn(Set<Long> wanted, Consumer<Message> receiver) {
        return line -> FetchItem.of(line).ifPresent(item -> {
            if (item.uid().isPresent() && item.body().isPresent() && wanted.remove(item.uid().get())) {
                receiver.accept(new Message(item.uid().get(), item.flags().orElse(Flags.NONE), item.date().orElse(new InternalDate("")),
                    Content.of(item.body().get())));
            }
        });
    }

    private void readAlone(long uid, Set<Long> wanted, Consumer<Message> receiver, OpenedFolder.Refused refused) {
        ImapLine answer = fetch(String.valueOf(uid), wanted, receiver);
        if (!answer.isOK() && wanted.remove(uid)) {
            pauseIfAsked(answer);
            refused.tell(uid, answer.text());
        }
    }

    private void readByParts(MessageEntry entry, Consumer<Message> receiver, OpenedFolder.Refused refused) {
        SpooledContent content = SpooledContent.begin();
        boolean handedOn = false;
        try {
            FetchItem part = new FetchItem(Map.of());
            do {
                List<FetchItem> found = new ArrayList<>();
                ImapLine answer = wire.run("UID FETCH " + entry.uid() + " (UID FLAGS INTERNALDATE BODY.PEEK[]<" + content.sizeBytes() + "." + PART + ">)",
                    line -> FetchItem.of(line).filter(item -> item.body().isPresent()).ifPresent(found::add));
                if (!answer.isOK()) {
                    pauseIfAsked(answer);
                    refused.tell(entry.uid(), answer.text());
                    return;
                }
                if (found.isEmpty()) {
                    break;
                }
                part = found.get(0);
                content.add(part.body().orElseThrow());
                // A full part may be followed by another one, whatever size the server told.
            } while (part.length() == PART || part.length() > 0 && content.sizeBytes() < entry.sizeBytes());
            if (content.sizeBytes() == entry.sizeBytes()) {
                handedOn = true;
                receiver.accept(new Message(entry.uid(), part.flags().orElse(entry.flags()), part.date().orElse(entry.date()), content.end()));
                return;
            }
        } finally {
            if (!handedOn) {
                content.close();
            }
        }
        // Either the size is an estimate (Exchange) or the parts do not fit together (GreenMail): only the whole is beyond doubt.
        readTogether(List.of(entry), receiver, refused);
    }

    private static void pauseIfAsked(ImapLine answer) {
        ImapFailure.pause(answer).ifPresent(pause -> {
            throw MigrationException.throttled(pause, "The server asked for a pause: " + answer.text());
        });
    }
}

package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.kernel.MigrationException;

/** Reads whole messages: many with one FETCH, and one by one where the server refuses the many. */
final class ImapReader {
    private static final String MESSAGE = " (UID FLAGS INTERNALDATE BODY.PEEK[])";

    private final ImapWire wire;

    ImapReader(ImapWire wire) {
        this.wire = wire;
    }

    OpenedFolder.Reading ask(Collection<MessageEntry> entries) {
        return new Question(entries);
    }

    private final class Question implements OpenedFolder.Reading {
        private final Set<Long> wanted = new HashSet<>();
        private final List<String> tags = new ArrayList<>();
        private final List<ImapLine> answers = new ArrayList<>();
        private final List<Message> early = new ArrayList<>();

        Question(Collection<MessageEntry> entries) {
            entries.forEach(entry -> wanted.add(entry.uid()));
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
            if (item.uid().isPresent() && item.hasBody() && wanted.remove(item.uid().get())) {
                receiver.accept(new Message(item.uid().get(), item.flags().orElse(Flags.NONE), item.date().orElse(new InternalDate("")),
                    item.takeBody()));
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

    private static void pauseIfAsked(ImapLine answer) {
        ImapFailure.pause(answer).ifPresent(pause -> {
            throw MigrationException.throttled(pause, "The server asked for a pause: " + answer.text());
        });
    }
}

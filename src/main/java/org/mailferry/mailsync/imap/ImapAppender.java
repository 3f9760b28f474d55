package org.mailferry.mailsync.imap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.mailferry.mailsync.AppendOutcome;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.OpenedFolder;

/** Stores messages by APPEND: many with one command where the server takes that, else several commands on their way at once. */
final class ImapAppender {
    /** A mailbox that turns out to be full gets no more than that after the first refusal. */
    private static final int COMMANDS_ON_THE_WAY = 5;

    private final ImapWire wire;
    private final String quotedName;
    private final AppendAnswer answers;
    private final AppendWay way;
    private final OptionalLong limit;
    private final UnaryOperator<Flags> storable;
    private final Deque<Command> onTheWay = new ArrayDeque<>();
    private int fullAnswers;

    ImapAppender(ImapWire wire, String quotedName, AppendAnswer answers, AppendWay way, OptionalLong limit, UnaryOperator<Flags> storable) {
        this.wire = wire;
        this.quotedName = quotedName;
        this.answers = answers;
        this.way = way;
        this.limit = limit;
        this.storable = storable;
    }

    OpenedFolder.Sending send(List<Message> messages) {
        way.tell();
        Batch batch = new Batch(messages.size());
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (limit.isPresent() && messages.get(i).content().sizeBytes() > limit.getAsLong()) {
                batch.outcomes[i] = new AppendOutcome.Refused(messages.get(i).content().sizeBytes() + " bytes, the server's limit is " + limit.getAsLong()
                    + " (APPENDLIMIT)");
            } else {
                allowed.add(i);
            }
        }
        if (way.together() && !allowed.isEmpty()) {
            send(new Command(batch, allowed), messages);
        } else {
            sendEach(batch, allowed, messages);
        }
        return batch;
    }

    private void sendEach(Batch batch, List<Integer> indexes, List<Message> messages) {
        int fullBefore = fullAnswers;
        for (int index : indexes) {
            if (fullAnswers > fullBefore) {
                batch.outcomes[index] = new AppendOutcome.Undone("Not sent, because the mailbox is full", true);
                continue;
            }
            send(new Command(batch, List.of(index)), messages);
            if (onTheWay.size() >= COMMANDS_ON_THE_WAY) {
                onTheWay.remove().receive();
            }
        }
    }

    private void send(Command command, List<Message> messages) {
        command.tag = wire.begin("APPEND " + quotedName);
        for (int index : command.indexes) {
            Optional<ImapLine> refusal = wire.literal(command.tag, arguments(messages.get(index)), messages.get(index).content());
            if (refusal.isPresent()) {
                command.answered(refusal.get());
                return;
            }
        }
        wire.end();
        onTheWay.add(command);
    }

    private String arguments(Message message) {
        Flags flags = storable.apply(message.flags());
        String date = message.date().text().isEmpty() ? "" : " \"" + message.date().text() + "\"";
        return (flags.isEmpty() ? "" : " (" + flags.text() + ")") + date;
    }

    /** One APPEND and the places of its messages in their batch. */
    private final class Command {
        private final Batch batch;
        private final List<Integer> indexes;
        private String tag = "";

        Command(Batch batch, List<Integer> indexes) {
            this.batch = batch;
            this.indexes = indexes;
            batch.commands++;
            batch.unanswered++;
        }

        void receive() {
            answered(wire.await(tag, line -> { }));
        }

        void answered(ImapLine answer) {
            batch.unanswered--;
            if (answer.isBAD() && indexes.size() > 1) {
                way.giveUpTogether(answer.text());
            }
            List<AppendOutcome> outcomes = answers.outcomes(answer, indexes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                batch.outcomes[indexes.get(i)] = outcomes.get(i);
            }
            fullAnswers += outcomes.get(0) instanceof AppendOutcome.OverQuota ? 1 : 0;
        }
    }

    private final class Batch implements OpenedFolder.Sending {
        private final AppendOutcome[] outcomes;
        private int commands;
        private int unanswered;

        Batch(int messages) {
            outcomes = new AppendOutcome[messages];
        }

        @Override public List<AppendOutcome> await() {
            while (unanswered > 0) {
                onTheWay.remove().receive();
            }
            return Arrays.asList(outcomes);
        }

        @Override public int commands() {
            return commands;
        }
    }
}

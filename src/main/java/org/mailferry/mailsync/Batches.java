package org.mailferry.mailsync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongPredicate;

/** Cuts pending messages into batches, in their order: so many messages, so many bytes, and a suspicious message alone. */
public final class Batches implements Iterator<List<MessageEntry>> {
    private final MailsyncSettings settings;
    private final Deque<MessageEntry> waiting;
    private final LongPredicate alone;
    private final Set<Long> again = new HashSet<>();

    public Batches(MailsyncSettings settings, Collection<MessageEntry> pending, LongPredicate alone) {
        this.settings = settings;
        this.waiting = new ArrayDeque<>(pending);
        this.alone = alone;
    }

    /** These come after all others. */
    void add(Collection<MessageEntry> entries) {
        waiting.addAll(entries);
    }

    /** These come next, each alone. */
    void again(List<MessageEntry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            again.add(entries.get(i).uid());
            waiting.addFirst(entries.get(i));
        }
    }

    @Override public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override public List<MessageEntry> next() {
        if (waiting.isEmpty()) {
            throw new NoSuchElementException();
        }
        List<MessageEntry> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && fits(batch, bytes, waiting.peek())) {
            MessageEntry entry = waiting.remove();
            bytes += entry.sizeBytes();
            batch.add(entry);
        }
        return batch;
    }

    private boolean fits(List<MessageEntry> batch, long bytes, MessageEntry next) {
        if (batch.isEmpty()) {
            return true;
        }
        return batch.size() < settings.batchMessages() && bytes + next.sizeBytes() <= settings.batchSize().toBytes()
            && !isAlone(next) && !isAlone(batch.get(0));
    }

    private boolean isAlone(MessageEntry entry) {
        return again.contains(entry.uid()) || alone.test(entry.uid());
    }
}

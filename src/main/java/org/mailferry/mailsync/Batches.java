package org.mailferry.mailsync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;

/** Cuts pending messages into batches, in their order: so many messages, so many bytes, and a suspicious message alone. */
public final class Batches implements Iterator<List<MessageEntry>> {
    private final MailsyncSettings settings;
    private final Deque<MessageEntry> waiting;
    private final LongPredicate alone;

    public Batches(MailsyncSettings settings, Collection<MessageEntry> pending, LongPredicate alone) {
        this.settings = settings;
        this.waiting = new ArrayDeque<>(pending);
        this.alone = alone;
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
            && !alone.test(next.uid()) && !alone.test(batch.get(0).uid());
    }
}

package org.mailferry.cli.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.SyncJob;

/** Works jobs off, so many at once; a mailbox that fails does not hold up the others. */
final class BatchRun {
    private final Function<SyncJob, MailboxReport> work;
    private final ExecutorService workers;
    private final Semaphore places;
    private final int atOnce;
    private final Map<MailboxId, Semaphore> busy = new ConcurrentHashMap<>();
    private final List<MailboxReport> reports = Collections.synchronizedList(new ArrayList<>());

    private int added;

    BatchRun(int atOnce, Function<SyncJob, MailboxReport> work) {
        this.work = work;
        this.atOnce = atOnce;
        this.workers = Executors.newFixedThreadPool(atOnce);
        this.places = new Semaphore(atOnce);
    }

    /** Returns once a worker has it. The same mailbox again waits for its turn. */
    void add(SyncJob job) throws InterruptedException {
        places.acquire();
        added++;
        workers.execute(() -> {
            Semaphore alone = busy.computeIfAbsent(job.mailbox(), mailbox -> new Semaphore(1));
            alone.acquireUninterruptibly();
            try {
                reports.add(work.apply(job));
            } finally {
                alone.release();
                places.release();
            }
        });
    }

    /** Waits for the last one. */
    List<MailboxReport> end() throws InterruptedException {
        places.acquire(atOnce);
        workers.shutdown();
        workers.awaitTermination(1, TimeUnit.MINUTES);
        if (reports.size() < added) {
            throw new IllegalStateException((added - reports.size()) + " mailboxes ended without a report; was there memory enough?");
        }
        return List.copyOf(reports);
    }
}

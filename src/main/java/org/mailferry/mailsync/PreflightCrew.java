package org.mailferry.mailsync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailboxPreflight.Answer;
import org.mailferry.mailsync.MailboxPreflight.Asked;
import org.mailferry.mailsync.MailboxPreflight.Question;
import org.springframework.stereotype.Component;

/** Asks about many mailboxes, a few at a time, within what their servers bear. */
@Component
public class PreflightCrew {
    private static final int MOST_AT_ONCE = 4;
    /** So many in a row, and the server is down: ten thousand timeouts tell no more. */
    private static final int UNREACHED = 3;

    /** Why no further mailbox was asked about. */
    public enum Ending { ALL_ASKED, TIME_OVER, SERVER_AWAY, SERVER_BUSY }

    /** @param pause how long the server wants to be left alone, with {@code SERVER_BUSY} */
    public record Result(Ending ending, Duration pause) {}

    private final MailboxPreflight preflight;

    public PreflightCrew(MailboxPreflight preflight) {
        this.preflight = preflight;
    }

    /**
     * @param atOnce how many at most
     * @param over asked before each mailbox
     * @param told of each mailbox's answers, one at a time, in no order
     */
    public Result ask(List<Asked> mailboxes, int atOnce, BooleanSupplier over, BiConsumer<Asked, List<Answer>> told) {
        Round round = new Round(mailboxes, over, told);
        int workers = Math.max(1, Math.min(Math.min(atOnce, MOST_AT_ONCE), mailboxes.size()));
        ExecutorService crew = Executors.newFixedThreadPool(workers);
        try {
            for (Future<?> worker : IntStream.range(0, workers).mapToObj(number -> crew.submit(round)).toList()) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MigrationException.transientFailure("The checks were interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            crew.shutdownNow();
        }
        return round.result();
    }

    private final class Round implements Runnable {
        private final List<Asked> mailboxes;
        private final BooleanSupplier over;
        private final BiConsumer<Asked, List<Answer>> told;
        private int next;
        private int unreached;
        private Optional<Result> stopped = Optional.empty();

        Round(List<Asked> mailboxes, BooleanSupplier over, BiConsumer<Asked, List<Answer>> told) {
            this.mailboxes = mailboxes;
            this.over = over;
            this.told = told;
        }

        @Override public void run() {
            for (Optional<Asked> mailbox = take(); mailbox.isPresent(); mailbox = take()) {
                try {
                    tell(mailbox.get(), preflight.ask(mailbox.get()));
                } catch (MigrationException e) {
                    if (e.kind() != FailureKind.THROTTLED) {
                        throw e;
                    }
                    stop(new Result(Ending.SERVER_BUSY, e.retryAfter().orElse(Duration.ofSeconds(30))));
                }
            }
        }

        private synchronized Optional<Asked> take() {
            if (stopped.isPresent() || next == mailboxes.size()) {
                return Optional.empty();
            }
            if (over.getAsBoolean()) {
                stop(new Result(Ending.TIME_OVER, Duration.ZERO));
                return Optional.empty();
            }
            return Optional.of(mailboxes.get(next++));
        }

        private synchronized void tell(Asked mailbox, List<Answer> answers) {
            told.accept(mailbox, answers);
            boolean away = answers.stream().anyMatch(answer -> answer.verdict() == Verdict.UNKNOWN
                && (answer.question() == Question.SOURCE_LOGIN || answer.question() == Question.TARGET_LOGIN));
            unreached = away ? unreached + 1 : 0;
            if (unreached == UNREACHED) {
                stop(new Result(Ending.SERVER_AWAY, Duration.ZERO));
            }
        }

        private synchronized void stop(Result result) {
            if (stopped.filter(before -> before.pause().compareTo(result.pause()) >= 0).isEmpty()) {
                stopped = Optional.of(result);
            }
        }

        private synchronized Result result() {
            return stopped.orElse(new Result(Ending.ALL_ASKED, Duration.ZERO));
        }
    }
}

package org.mailferry.lab.pbm;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults that can be switched on while the simulator runs. A kind of call is {@link PbmCall#kind()}, for example {@code PUT users}. */
public final class PbmFaults {
    private static final PbmAnswer BROKEN_LIST = PbmAnswer.message(500, "Internal server error");

    private final Map<String, Queue<PbmAnswer>> scripted = new ConcurrentHashMap<>();
    private final Map<String, AtomicBoolean> lost = new ConcurrentHashMap<>();
    private final AtomicInteger untilOutage = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger untilLoss = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean listBroken;

    /** The known bug of section 2.5.2: the list of users fails until the directory has its indexes. */
    public void breakUserList(boolean broken) {
        listBroken = broken;
    }

    /** The next call of that kind gets this answer and does nothing; several answers are used up one by one. */
    public void answerNext(String kind, PbmAnswer answer) {
        scripted.computeIfAbsent(kind, any -> new ConcurrentLinkedQueue<>()).add(answer);
    }

    /** The next call of that kind is carried out, but its answer is lost on the way. */
    public void loseNextAnswer(String kind) {
        lost.computeIfAbsent(kind, any -> new AtomicBoolean()).set(true);
    }

    /** So many calls go on, whatever they are; the next one is not carried out and answers 503. */
    public void breakDownAfter(int calls) {
        untilOutage.set(calls);
    }

    /** So many calls go on, whatever they are; the next one is carried out and its answer is lost. */
    public void loseAnswerAfter(int calls) {
        untilLoss.set(calls);
    }

    private static boolean isUp(AtomicInteger countdown) {
        return countdown.getAndUpdate(left -> left == Integer.MAX_VALUE || left == 0 ? Integer.MAX_VALUE : left - 1) == 0;
    }

    Optional<PbmAnswer> before(PbmCall call) {
        if (isUp(untilOutage)) {
            return Optional.of(PbmAnswer.message(503, "Service unavailable"));
        }
        if (listBroken && call.is("GET", "users", 2)) {
            return Optional.of(BROKEN_LIST);
        }
        return Optional.ofNullable(scripted.get(call.kind())).map(Queue::poll);
    }

    boolean losesAnswer(PbmCall call) {
        AtomicBoolean armed = lost.get(call.kind());
        return isUp(untilLoss) | (armed != null && armed.getAndSet(false));
    }
}

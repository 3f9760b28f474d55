package org.mailferry.mailflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Announcements that wait for their dispatch, shared by all nodes. */
public interface TaskMailOutbox {
    /** Adds in the caller's transaction: no task without its row, no row without its task. A second row for the same is not made. */
    void add(TaskMail mail, Instant at);

    /** Takes due ones for this node. Whoever does not report back within {@code lease} loses them to the next claim. */
    List<TaskMail> claim(String node, Instant now, Duration lease, int limit);

    void sent(TaskMail mail, String node, Instant at);

    /** The task is done: nobody needs to be told any more. */
    void outdated(TaskMail mail, String node);

    void failed(TaskMail mail, String node, String problem, Instant nextTry);
}

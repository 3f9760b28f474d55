package org.mailferry.mailflow;

import java.util.List;
import org.mailferry.kernel.EmailAddress;

/** What the engine and the plan know about a task and its people at the moment of dispatch. */
public interface TaskDesk {
    boolean waiting(String taskId);

    /** Where that group or person reads mail; empty when nobody says. */
    List<EmailAddress> addresses(TaskMail mail);
}

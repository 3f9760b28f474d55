package org.mailferry.plan;

/**
 * One thing to correct in a plan.
 *
 * @param file {@code plan.yaml} or {@code mailboxes.csv}
 * @param line counted from 1
 * @param reason what is wrong and what is expected; never repeats a value that may be a secret
 */
public record PlanProblem(String file, int line, String reason) {
    @Override public String toString() {
        return file + ":" + line + ": " + reason;
    }
}

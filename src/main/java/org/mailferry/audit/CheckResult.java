package org.mailferry.audit;

/**
 * @param id stable within a plan, for example {@code port:mail.corp.test:993} or {@code spf:corp.test}
 * @param row the row of the inventory it answers, for example {@code V26}
 * @param text what was expected and what was seen, in one or two sentences that name the way out when red
 */
public record CheckResult(String id, String row, Status status, String text) {
    public enum Status { GREEN, RED, WAIVED }

    public boolean blocks() {
        return status == Status.RED;
    }
}

package org.mailferry.reconcile;

/**
 * @param toEnd the whole mailbox was compared; the rest means something only then
 * @param identical every source message is on the target, or its difference was accepted by name
 * @param refusedCount differences that a person may accept together by name, and nobody accepted yet
 * @param summary what differs, in at most 4,000 characters; empty when identical
 */
public record VerifyResult(boolean toEnd, boolean identical, long refusedCount, String summary) {
    static final VerifyResult UNFINISHED = new VerifyResult(false, false, 0, "");
}

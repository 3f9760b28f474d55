package org.mailferry.process;

/** Once all mailboxes are moved: inbound, internal and outbound flow, then the final servers (V111-V122). */
public final class MailFlowRedirectionProcess {
    public static final String KEY = "mail-flow-redirection";

    /** No mailbox of the plan is left. Out of {@code checkAllMigrated}. */
    public static final ProcessVariable<Boolean> ALL_MIGRATED = ProcessVariable.flag("allMigrated");
    /** Mailboxes neither switched nor given up. */
    public static final ProcessVariable<Long> LEFT_COUNT = ProcessVariable.count("leftCount");
    /** Every changed record lives shortly enough. Out of {@code checkTtl}. */
    public static final ProcessVariable<Boolean> TTL_LOWERED = ProcessVariable.flag("ttlLowered");
    /** Which record does not, and where. Out of {@code checkTtl}. */
    public static final ProcessVariable<String> TTL_PROBLEM = ProcessVariable.text("ttlProblem");
    /** What was done before a flow is tried again. */
    public static final ProcessVariable<String> FLOW_DECISION_REASON = ProcessVariable.text("flowDecisionReason");

    private MailFlowRedirectionProcess() {}
}

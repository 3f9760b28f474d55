package org.mailferry.process;

/** Brings the new platform to what the plan needs: shown, approved, made, and looked at again. Nothing is ever deleted. */
public final class TargetProvisioningProcess {
    public static final String KEY = "target-provisioning";

    /** {@link #AS_PLANNED}, {@link #DIFFERS} or {@link #UNKNOWN}. Out of {@code compareTarget}. */
    public static final ProcessVariable<String> TARGET_STATE = ProcessVariable.text("targetState");
    /** How much is to be created and altered, a line for each kind. Out of {@code compareTarget}. */
    public static final ProcessVariable<String> DIFFERENCE_COUNTS = ProcessVariable.text("differenceCounts");
    /** The first lines of what differs. Out of {@code compareTarget}. */
    public static final ProcessVariable<String> DIFFERENCE_LINES = ProcessVariable.text("differenceLines");
    /** Digest of everything that is to be made, which the approval binds to. Out of {@code compareTarget}. */
    public static final ProcessVariable<String> DIFFERENCE_HASH = ProcessVariable.text("differenceHash");
    /** Digest of what the plan asked for when it was compared; making stops when it is another. Out of {@code compareTarget}. */
    public static final ProcessVariable<String> DESIRED_HASH = ProcessVariable.text("desiredHash");
    /** Names one decision, so that a later one over the same changes is another. Out of {@code recordProvisioningDecision}. */
    public static final ProcessVariable<String> PROVISIONING_APPROVAL = ProcessVariable.text("provisioningApproval");
    /** What the last attempt could not do, in the platform's words; empty when there was none. */
    public static final ProcessVariable<String> PROVISIONING_PROBLEM = ProcessVariable.text("provisioningProblem");
    /** The change manager lets exactly what was shown be made. */
    public static final ProcessVariable<Boolean> PROVISIONING_APPROVED = ProcessVariable.flag("provisioningApproved");
    /** Why, either way. */
    public static final ProcessVariable<String> PROVISIONING_REASON = ProcessVariable.text("provisioningReason");
    /** What the operator corrected. */
    public static final ProcessVariable<String> PROVISIONING_REWORK = ProcessVariable.text("provisioningRework");
    /** Changes of this approval that were worked off. Out of {@code makeTarget}. */
    public static final ProcessVariable<Long> CHANGES_MADE = ProcessVariable.count("changesMade");
    /** Nothing is left to be made, or nothing may be made. Out of {@code makeTarget}. */
    public static final ProcessVariable<Boolean> TARGET_MADE = ProcessVariable.flag("targetMade");

    public static final String AS_PLANNED = "asPlanned";
    public static final String DIFFERS = "differs";
    /** The platform could not be compared, and only a person can change that. */
    public static final String UNKNOWN = "unknown";

    private TargetProvisioningProcess() {}
}

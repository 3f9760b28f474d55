package org.mailferry.process;

/** One mailbox through the whole path; a person logs in and confirms (V51). */
public final class TestUserProcess {
    public static final String KEY = "test-user";

    /** The test user found everything in the new mailbox. */
    public static final ProcessVariable<Boolean> CONFIRMED = ProcessVariable.flag("confirmed");
    /** What was wrong, or what was seen. */
    public static final ProcessVariable<String> REMARK = ProcessVariable.text("remark");
    /** How the mailbox migration ended: {@code SWITCHED} or {@code SKIPPED}. */
    public static final ProcessVariable<String> MAILBOX_STATE = ProcessVariable.text("mailboxState");

    private TestUserProcess() {}
}

package org.mailferry.kernel;

/**
 * One mailbox of one plan, written {@code plan/address} with the source address in lower case. It is the business key of the
 * mailbox's process instance and the key of its rows in every ledger table.
 */
public record MailboxId(PlanName plan, String address) {
    public MailboxId {
        address = EmailAddress.parse(address).key();
    }

    public static MailboxId of(PlanName plan, EmailAddress address) {
        return new MailboxId(plan, address.key());
    }

    /** @throws IllegalArgumentException when the text is not {@code plan/address} */
    public static MailboxId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a mailbox id (expected plan/address)");
        }
        return new MailboxId(PlanName.parse(text.substring(0, slash)), text.substring(slash + 1));
    }

    public String text() {
        return plan.text() + "/" + address;
    }

    @Override public String toString() {
        return text();
    }
}

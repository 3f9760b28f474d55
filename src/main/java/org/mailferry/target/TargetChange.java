package org.mailferry.target;

/**
 * One thing that separates the platform from what a migration needs.
 *
 * @param name unique among those of its subject: an address, a domain, a group
 * @param text what exactly, for a person; never a secret
 */
public record TargetChange(Subject subject, String name, Action action, String text) {
    /** In the order in which they are made: each may need those before it. */
    public enum Subject {
        ORGANISATION("organisation"), DOMAIN("domain"), ACCOUNT("account"), RESOURCE_GROUP("resource group"), RESOURCE("resource"), LIST("list");

        private final String label;

        Subject(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** {@code LEAVE}: it differs, and stays as it is, because only a person may or can change it. */
    public enum Action { CREATE, ALTER, LEAVE }

    @Override public String toString() {
        return action + "  " + subject.label() + " " + name + ": " + text;
    }
}

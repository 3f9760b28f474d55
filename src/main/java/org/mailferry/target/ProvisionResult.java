package org.mailferry.target;

import java.util.List;

/** What became of an account that was asked for. */
public sealed interface ProvisionResult {
    /** One sentence for an operator or auditor. */
    String text();

    /** The account is new, open and as desired, read back. */
    record Created() implements ProvisionResult {
        @Override public String text() {
            return "The account was created.";
        }
    }

    /** The account existed. @param corrected the fields that differed and were set; empty when all was as desired */
    record AlreadyThere(List<String> corrected) implements ProvisionResult {
        public AlreadyThere {
            corrected = List.copyOf(corrected);
        }

        @Override public String text() {
            return corrected.isEmpty() ? "The account was there and as planned."
                : "The account was there; corrected: " + String.join(", ", corrected) + ".";
        }
    }

    /** Nothing was done or checked: accounts of this platform are made by its administrator. */
    record LeftToPeople(String text) implements ProvisionResult {}

    /** The account cannot be made as desired until a person changes something. */
    record Refused(String text) implements ProvisionResult {}
}

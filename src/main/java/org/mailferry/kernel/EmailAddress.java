package org.mailferry.kernel;

import java.util.Locale;
import java.util.Objects;

/**
 * An address {@code local@domain}, kept byte for byte as the plan or the directory gave it, because some targets compare
 * logins case-sensitively (V70). Equality ignores case; {@link #key()} is the form to compare and to store as a key.
 */
public record EmailAddress(String text) {
    public EmailAddress {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1 || text.length() > 254 || text.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new IllegalArgumentException("'" + text + "' is not an e-mail address (expected local@domain, no spaces)");
        }
    }

    /** @throws IllegalArgumentException when the text is not {@code local@domain} */
    public static EmailAddress parse(String text) {
        return new EmailAddress(text.strip());
    }

    public String localPart() {
        return text.substring(0, text.lastIndexOf('@'));
    }

    public MailDomain domain() {
        return new MailDomain(text.substring(text.lastIndexOf('@') + 1));
    }

    /** The address in lower case. */
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override public boolean equals(Object other) {
        return other instanceof EmailAddress address && key().equals(address.key());
    }

    @Override public int hashCode() {
        return Objects.hash(key());
    }

    @Override public String toString() {
        return text;
    }
}

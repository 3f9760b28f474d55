package org.mailferry.kernel;

/** What passwords of a platform must have, as its administrator set it (P18, P92). */
public record PasswordPolicy(int minLength, int maxLength, int minDigits, int minUppercase, int minLowercase, int minSpecial) {
    /** MyOffice's, as delivered. */
    public static final PasswordPolicy DEFAULT = new PasswordPolicy(6, 128, 1, 0, 0, 0);

    /** @throws IllegalArgumentException when no password can meet it */
    public PasswordPolicy {
        if (Math.max(minLength, minDigits + minUppercase + minLowercase + minSpecial) > maxLength) {
            throw new IllegalArgumentException("no password of at most " + maxLength + " characters can have what is asked for");
        }
    }
}

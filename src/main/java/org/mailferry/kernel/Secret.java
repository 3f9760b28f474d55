package org.mailferry.kernel;

/** A password, token or key. It shows itself only where {@link #reveal()} is called, never in {@code toString}. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    public String reveal() {
        return value;
    }

    @Override public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override public int hashCode() {
        return 0;
    }

    @Override public String toString() {
        return "•••";
    }
}

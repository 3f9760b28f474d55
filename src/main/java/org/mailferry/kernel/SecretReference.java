package org.mailferry.kernel;

import java.util.Arrays;
import java.util.Locale;

/** Where a secret is found: {@code env:NAME}, {@code file:PATH} or {@code store:NAME}. The reference itself is no secret. */
public record SecretReference(Place place, String name) {
    /** Environment variable, first line of a file, or the encrypted store in the database. */
    public enum Place { ENV, FILE, STORE }

    public SecretReference {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A secret reference needs a name after '" + place.name().toLowerCase(Locale.ROOT) + ":'");
        }
    }

    /**
     * @throws IllegalArgumentException when the text is no reference; the message does not repeat the text, because a password
     *     written there by mistake would leak
     */
    public static SecretReference parse(String text) {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon).toUpperCase(Locale.ROOT);
        return Arrays.stream(Place.values()).filter(place -> place.name().equals(prefix)).findFirst()
            .map(place -> new SecretReference(place, text.substring(colon + 1)))
            .orElseThrow(() -> new IllegalArgumentException(
                "A secret is given by reference (env:NAME, file:PATH or store:NAME), never as plain text"));
    }

    public String text() {
        return place.name().toLowerCase(Locale.ROOT) + ":" + name;
    }

    @Override public String toString() {
        return text();
    }
}

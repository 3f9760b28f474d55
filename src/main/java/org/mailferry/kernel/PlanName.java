package org.mailferry.kernel;

import java.util.regex.Pattern;

/** The name of a migration plan: its folder's name, 1 to 40 of {@code a-z 0-9 -}, beginning with a letter or digit. */
public record PlanName(String text) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public PlanName {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a plan name (1 to 40 of a-z, 0-9 and -)");
        }
    }

    public static PlanName parse(String text) {
        return new PlanName(text.strip());
    }

    @Override public String toString() {
        return text;
    }
}

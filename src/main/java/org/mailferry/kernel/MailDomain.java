package org.mailferry.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/** A mail domain in lower case, ASCII form (RFC 1035 §2.3.1 labels; internationalised names in their {@code xn--} form). */
public record MailDomain(String text) {
    private static final Pattern SHAPE = Pattern.compile("(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public MailDomain {
        text = text.strip().toLowerCase(Locale.ROOT);
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a domain name");
        }
    }

    @Override public String toString() {
        return text;
    }
}

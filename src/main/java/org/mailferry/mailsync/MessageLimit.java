package org.mailferry.mailsync;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The largest message that somebody takes.
 *
 * @param whose for a person, such as {@code the target's SMTP server}
 */
public record MessageLimit(long bytes, String whose) {
    static Optional<MessageLimit> smallest(Collection<MessageLimit> limits) {
        return limits.stream().min(Comparator.comparing(MessageLimit::bytes));
    }

    String text() {
        return Bytes.text(bytes) + " (" + whose + ")";
    }
}

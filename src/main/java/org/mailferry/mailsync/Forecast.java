package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailferry.kernel.Sha256;

/** What a wave will carry and about how long that takes, in words for the one who approves it. */
public record Forecast(String text, String evidenceHash) {
    /** @param measuredBytesPerSecond of one mailbox at a time in this plan, empty before anything was copied */
    public static Forecast of(List<MailboxSize> sizes, Optional<Double> measuredBytesPerSecond, double assumedBytesPerSecond, int atOnce) {
        long messages = sizes.stream().mapToLong(MailboxSize::messages).sum();
        long bytes = sizes.stream().mapToLong(MailboxSize::bytes).sum();
        long largest = sizes.stream().mapToLong(MailboxSize::bytes).max().orElse(0);
        double rate = measuredBytesPerSecond.orElse(assumedBytesPerSecond);
        // The wave is not over before its largest mailbox is.
        Duration time = Duration.ofSeconds((long) Math.ceil(Math.max(bytes / (rate * atOnce), largest / rate)));
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%,d mailboxes, %,d messages, %s.%n", sizes.size(), messages, Bytes.text(bytes)));
        sizes.stream().max(Comparator.comparingLong(MailboxSize::bytes)).ifPresent(biggest ->
            text.append(String.format(Locale.ROOT, "Largest: %s, %,d messages, %s.%n", biggest.mailbox().address(), biggest.messages(), Bytes.text(biggest.bytes()))));
        text.append(String.format(Locale.ROOT, "Left behind in excluded folders: %,d messages.%n", sizes.stream().mapToLong(MailboxSize::leftBehind).sum()));
        text.append("First copy: about %s, %d mailboxes at once, %s %s/s each.%n".formatted(words(time), atOnce,
            measuredBytesPerSecond.isPresent() ? "measured" : "assumed", Bytes.text((long) rate)));
        sizes.stream().filter(size -> !size.problem().isEmpty()).limit(10).forEach(size ->
            text.append("Not measured: %s: %s%n".formatted(size.mailbox().address(), size.problem())));
        StringBuilder evidence = new StringBuilder(text);
        sizes.forEach(size -> evidence.append(size.mailbox()).append(' ').append(size.messages()).append(' ').append(size.bytes()).append('\n'));
        return new Forecast(text.toString().strip(), Sha256.hex(evidence.toString()));
    }

    private static String words(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return "a minute";
        }
        return time.toHours() == 0 ? time.toMinutes() + " min" : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}

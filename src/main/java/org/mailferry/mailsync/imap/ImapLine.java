package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** One response as its bytes, so that nothing is lost to a parser's idea of it (zones of dates, raw names). */
final class ImapLine extends IMAPResponse {
    private static final Pattern STATUS =
        Pattern.compile("\\S+ (?:OK|NO|BAD|BYE|PREAUTH)(?: \\[([^\\] ]+)(?: ([^\\]]*))?\\])?(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<Integer, Literal> literals;

    ImapLine(ImapWire wire) throws IOException, ProtocolException {
        super(wire);
        literals = wire.responses().takeLiterals();
    }

    /**
     * Everything after the tag or {@code *}: atoms as strings, quoted strings and short literals as bytes, long ones as {@link Literal},
     * lists as lists, NIL as {@link ImapParser.Nil}.
     */
    List<Object> values() {
        return new ImapParser(buffer, size, literals).values();
    }

    /** Nobody wants the literals that were not taken. */
    void drop() {
        literals.values().forEach(Literal::drop);
    }

    /** The word after the tag, or after a leading number: {@code FETCH}, {@code LIST}, {@code OK}. */
    boolean says(String word) {
        return word.equalsIgnoreCase(getKey());
    }

    /** What stands behind that word, up to the next blank; empty without it. For lines too long to be taken apart. */
    String wordAfter(String word) {
        String line = new String(buffer, 0, size, StandardCharsets.ISO_8859_1).strip();
        int at = line.indexOf(" " + word + " ");
        int end = at < 0 ? -1 : line.indexOf(' ', at + word.length() + 2);
        return at < 0 ? "" : line.substring(at + word.length() + 2, end < 0 ? line.length() : end);
    }

    /** The numbers behind the line's word, as in {@code * SEARCH 2 3 5}. */
    long[] numbers() {
        LongStream.Builder numbers = LongStream.builder();
        for (int at = 0; at < size; at++) {
            if (Character.isDigit(buffer[at]) && buffer[at - 1] == ' ') {
                long number = 0;
                for (; at < size && Character.isDigit(buffer[at]); at++) {
                    number = number * 10 + buffer[at] - '0';
                }
                numbers.add(number);
            }
        }
        return numbers.build().toArray();
    }

    /** The response code in capitals, for example {@code APPENDUID}. */
    Optional<String> code() {
        return status().map(match -> match.group(1)).map(code -> code.toUpperCase(Locale.ROOT));
    }

    /** What follows the response code's name. */
    String codeArguments() {
        return status().map(match -> match.group(2)).orElse("");
    }

    /** The words for people, with the response code. */
    String text() {
        String line = new String(buffer, 0, size, StandardCharsets.UTF_8);
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(blank + 1);
    }

    private Optional<Matcher> status() {
        if (!(isOK() || isNO() || isBAD() || isBYE())) {
            return Optional.empty();
        }
        Matcher match = STATUS.matcher(new String(buffer, 0, size, StandardCharsets.ISO_8859_1));
        return match.matches() ? Optional.of(match) : Optional.empty();
    }
}

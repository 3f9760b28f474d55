package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the values of a response line (RFC 9051 §9). Lenient: what it cannot read ends the list. */
final class ImapParser {
    /** What the server wrote as NIL: nothing, but for a name. */
    record Nil(String word) {}

    private final byte[] bytes;
    private final int end;
    private final Map<Integer, Literal> literals;
    private int at;

    /** @param literals those that are not among the bytes, by their place */
    ImapParser(byte[] bytes, int end, Map<Integer, Literal> literals) {
        this.bytes = bytes;
        this.end = end;
        this.literals = literals;
    }

    List<Object> values() {
        List<Object> values = new ArrayList<>();
        while (at < end && bytes[at] != ')') {
            if (bytes[at] == ' ') {
                at++;
            } else {
                values.add(value());
            }
        }
        return values;
    }

    /** Bytes of a string, or of an atom's letters. */
    static String text(Object value) {
        if (value instanceof Nil) {
            return "";
        }
        if (value instanceof Literal literal) {
            return literal.text();
        }
        return value instanceof byte[] raw ? new String(raw, StandardCharsets.ISO_8859_1) : value.toString();
    }

    /** As {@link #text}, of a value that is never nothing: Cyrus writes the name of a folder called {@code nil} without quotes. */
    static String name(Object value) {
        return value instanceof Nil nil ? nil.word() : text(value);
    }

    static long number(Object value) {
        return Long.parseUnsignedLong(text(value));
    }

    private Object value() {
        if (bytes[at] == '(') {
            at++;
            List<Object> inner = values();
            at++;
            return inner;
        }
        if (bytes[at] == '"') {
            return quoted();
        }
        if (bytes[at] == '{' || bytes[at] == '~' && at + 1 < end && bytes[at + 1] == '{') {
            return literal();
        }
        return atom();
    }

    private byte[] quoted() {
        byte[] found = new byte[end - at];
        int length = 0;
        for (at++; at < end && bytes[at] != '"'; at++) {
            if (bytes[at] == '\\' && at + 1 < end) {
                at++;
            }
            found[length++] = bytes[at];
        }
        at++;
        return Arrays.copyOf(found, length);
    }

    private Object literal() {
        int open = bytes[at] == '~' ? at + 2 : at + 1;
        int close = open;
        while (close < end && bytes[close] != '}') {
            close++;
        }
        String digits = new String(bytes, open, close - open, StandardCharsets.US_ASCII).replace("+", "");
        int start = Math.min(close + 3, end);
        if (literals.containsKey(start)) {
            at = start;
            return literals.get(start);
        }
        int stop = Math.min(start + Integer.parseInt(digits), end);
        at = stop;
        return Arrays.copyOfRange(bytes, start, stop);
    }

    private Object atom() {
        int start = at;
        int brackets = 0;
        while (at < end && (brackets > 0 || bytes[at] != ' ' && bytes[at] != '(' && bytes[at] != ')')) {
            brackets += bytes[at] == '[' && (brackets > 0 || opensSection(start)) ? 1 : bytes[at] == ']' && brackets > 0 ? -1 : 0;
            at++;
        }
        String word = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        return word.equalsIgnoreCase("NIL") ? new Nil(word) : word;
    }

    /** {@code BODY[...]} may hold blanks; in a keyword or a folder's name a bracket is a letter like any other. */
    private boolean opensSection(int start) {
        String word = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        return word.equalsIgnoreCase("BODY") || word.equalsIgnoreCase("BINARY");
    }
}

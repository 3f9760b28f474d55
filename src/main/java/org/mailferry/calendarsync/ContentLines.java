package org.mailferry.calendarsync;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * iCalendar text as its lines, malformed ones too. What is read is written back to the byte; a line that is edited is folded anew and
 * nothing else changes. Lines end in CRLF, LF or CR.
 */
public record ContentLines(List<ContentLine> lines) {
    public ContentLines {
        lines = List.copyOf(lines);
    }

    public static ContentLines parse(byte[] octets) {
        List<ContentLine> lines = new ArrayList<>();
        int from = octets.length > 2 && octets[0] == (byte) 0xEF && octets[1] == (byte) 0xBB && octets[2] == (byte) 0xBF ? 3 : 0;
        int begin = 0;
        while (begin < octets.length) {
            int end = end(octets, Math.max(begin, from));
            byte[] raw = Arrays.copyOfRange(octets, begin, end);
            lines.add(ContentLine.read(raw, Folding.unfold(begin == 0 ? Arrays.copyOfRange(raw, from, raw.length) : raw)));
            begin = end;
        }
        return new ContentLines(lines);
    }

    public static ContentLines parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first octet after the line and its continuations. */
    private static int end(byte[] octets, int begin) {
        for (int i = begin; i < octets.length; i++) {
            if (octets[i] != '\r' && octets[i] != '\n') {
                continue;
            }
            i += octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n' ? 1 : 0;
            boolean goesOn = i + 1 < octets.length && (octets[i + 1] == ' ' || octets[i + 1] == '\t');
            if (!goesOn) {
                return i + 1;
            }
        }
        return octets.length;
    }

    public Stream<ContentLine> named(String name) {
        return lines.stream().filter(line -> line.is(name));
    }

    /** @param edit gives the line itself, another in its place, or none */
    public ContentLines edit(Function<ContentLine, Stream<ContentLine>> edit) {
        return new ContentLines(lines.stream().flatMap(edit).toList());
    }

    public byte[] octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (ContentLine line : lines) {
            octets.writeBytes(line.raw());
        }
        return octets.toByteArray();
    }

    /** The same, with folds inside a character mended, because only whole characters can be a text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (ContentLine line : lines) {
            text.append(wholeCharacters(line));
        }
        return text.toString();
    }

    private static String wholeCharacters(ContentLine line) {
        String read = line.toString();
        if (read.indexOf('\uFFFD') < 0) {
            return read;
        }
        return new String(Folding.fold(Folding.unfold(line.raw())), StandardCharsets.UTF_8);
    }

    @Override public String toString() {
        return text();
    }
}

package org.mailferry.audit.process;

import java.util.stream.Collectors;

/** Breaks lines between words where Tasklist's block would break them anywhere. */
final class WrappedLines {
    /** What the block holds on an ordinary screen. */
    private static final int WIDTH = 64;
    private static final String INDENT = "\n  ";

    private WrappedLines() {}

    static String of(String text) {
        return text.lines().map(WrappedLines::wrapped).collect(Collectors.joining("\n"));
    }

    private static String wrapped(String line) {
        if (line.length() <= WIDTH) {
            return line;
        }
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : line.split("(?<= )(?=\\S)")) {
            if (column > 0 && column + word.stripTrailing().length() > WIDTH) {
                wrapped.setLength(wrapped.toString().stripTrailing().length());
                wrapped.append(INDENT);
                column = INDENT.length() - 1;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}

package org.mailferry.cli;

import java.util.ArrayList;
import java.util.List;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckTable;
import org.mailferry.cli.sync.Terminal;

/** Checks as a table: status, row and check on one line, the text below it, wrapped to the terminal. Red ones first. */
final class CheckLines {
    private static final String INDENT = "              ";
    private static final int NARROWEST = 20;

    private CheckLines() {}

    static String of(CheckTable table) {
        return of(table, Terminal.columns());
    }

    static String of(CheckTable table, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add("%-7s %-5s %s".formatted("STATUS", "ROW", "CHECK"));
        for (CheckResult check : table.checks()) {
            lines.add("%-7s %-5s %s".formatted(check.status(), check.row(), plain(check.id())));
            wrapped(plain(check.text()), Math.max(NARROWEST, columns - INDENT.length() - 1)).forEach(line -> lines.add(INDENT + line));
        }
        lines.add(table.count(Status.GREEN) + " green, " + table.count(Status.RED) + " red");
        return String.join(System.lineSeparator(), lines);
    }

    /** A server's words must not move the terminal's cursor. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

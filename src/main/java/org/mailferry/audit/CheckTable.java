package org.mailferry.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.Sha256;

/** The checks as a person reads them: a line each, red ones first. */
public record CheckTable(List<CheckResult> checks) {
    private static final List<Status> ORDER = List.of(Status.RED, Status.WAIVED, Status.GREEN);
    private static final int SHORTEST_LINE = 100;
    private static final int LAST_LINE = 50;

    public CheckTable {
        checks = checks.stream().sorted(Comparator.comparing((CheckResult check) -> ORDER.indexOf(check.status()))
            .thenComparing(CheckResult::id)).toList();
    }

    public long count(Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }

    public String text() {
        return checks.stream().map(CheckTable::line).collect(Collectors.joining("\n"));
    }

    private static String line(CheckResult check) {
        return check.status() + "  " + check.id() + " (" + check.row() + "): " + check.text();
    }

    /** The same within so many characters: green checks by their ids, and long lines cut, none left out without a word. */
    public String shortText(int most) {
        String whole = text();
        if (whole.length() <= most) {
            return whole;
        }
        List<CheckResult> green = checks.stream().filter(check -> check.status() == Status.GREEN).toList();
        List<CheckResult> others = checks.stream().filter(check -> check.status() != Status.GREEN).toList();
        String greens = green.isEmpty() ? "" : "\n" + cut("GREEN  " + green.size() + " checks: " + green.stream().map(CheckResult::id).collect(Collectors.joining(", ")),
            most / 4);
        return within(others, most - greens.length()) + greens;
    }

    private static String within(List<CheckResult> others, int most) {
        List<String> lines = new ArrayList<>();
        int left = most - LAST_LINE;
        for (int shown = 0; shown < others.size(); shown++) {
            int share = left / (others.size() - shown);
            String line = cut(line(others.get(shown)), Math.max(SHORTEST_LINE, share) - 1);
            if (line.length() + 1 > left) {
                return String.join("\n", lines) + "\n… and " + (others.size() - shown) + " more that are not green";
            }
            lines.add(line);
            left -= line.length() + 1;
        }
        return String.join("\n", lines);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** What an approval of these results binds to. */
    public String sha256() {
        return Sha256.hex(text());
    }
}

package org.mailferry.cli.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of a run in words. */
final class ReportText {
    private ReportText() {}

    static String summary(Counts counts) {
        List<String> parts = new ArrayList<>();
        parts.add(Words.count(counts.copied()) + " copied" + (counts.copied() > 0 ? " (" + Words.bytes(counts.copiedBytes()) + ")" : ""));
        add(parts, counts.alreadyThere(), "already there");
        add(parts, counts.refused(), "refused");
        add(parts, counts.leftOut(), "left out");
        add(parts, counts.gone(), "gone from the source");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(Words.count(number) + " " + what);
        }
    }

    /** For a list of mailboxes. */
    static String oneLine(MailboxReport report) {
        String end = report.code() == ExitCode.OK ? "done" : "exit " + report.code().number() + ", " + report.code().meaning()
            + (report.problem().isEmpty() ? "" : " (" + Words.line(report.problem()) + ")");
        return end + ": " + Words.count(report.total().copied()) + " copied, " + Words.count(report.before()) + " already there, "
            + Words.count(report.total().refused()) + " refused, " + Words.count(report.flagChanges()) + " flags changed"
            + (report.deleted() > 0 ? ", " + Words.count(report.deleted()) + " deleted" : "") + ", " + seconds(report);
    }

    static String full(MailboxReport report) {
        if (report.folders().isEmpty()) {
            return verdict(report);
        }
        StringBuilder text = new StringBuilder();
        int width = report.folders().stream().mapToInt(folder -> name(folder).length()).max().orElse(6);
        width = Math.min(Math.max(width, 6), 60);
        text.append(String.format(Locale.ROOT, "%n%-" + width + "s %10s %10s %10s %10s %10s%n", "Folder", "on source", "copied", "before", "refused", "left out"));
        for (FolderReport folder : report.folders()) {
            boolean copied = folder.state().equals("copied");
            text.append(String.format(Locale.ROOT, "%-" + width + "s %10s %10s %10s %10s %10s%s%n", name(folder), Words.count(folder.messages()),
                Words.count(folder.now().copied()), Words.count(folder.before()), Words.count(folder.now().refused()),
                Words.count(folder.state().equals("left out") ? folder.messages() : folder.now().leftOut()), copied ? "" : "  " + folder.state()));
            if (!folder.note().isEmpty()) {
                text.append("  ").append(Words.line(folder.note())).append('\n');
            }
        }
        Counts total = report.total();
        text.append(String.format(Locale.ROOT, "%-" + width + "s %10s %10s %10s %10s %10s%n%n", "All", Words.count(report.messages() + report.leftBehind()),
            Words.count(total.copied()), Words.count(report.before()), Words.count(total.refused()), Words.count(total.leftOut() + report.leftBehind())));
        text.append(Words.count(total.copied())).append(" messages (").append(Words.bytes(total.copiedBytes())).append(") copied in ").append(seconds(report));
        if (total.copied() > 0) {
            text.append(", ").append(Words.rate(total.copied(), total.copiedBytes(), report.seconds()));
        }
        text.append(".\n").append(Words.count(report.flagChanges())).append(" messages had their flags changed.");
        if (report.deleted() > 0) {
            text.append(' ').append(Words.count(report.deleted())).append(" messages were deleted on the target.");
        }
        text.append('\n').append(verdict(report));
        return text.toString();
    }

    static String verdict(MailboxReport report) {
        if (report.code() == ExitCode.OK) {
            return "All is well.";
        }
        return (report.problem().isEmpty() ? "" : Words.line(report.problem()) + ".\n") + "Exit " + report.code().number() + ": "
            + (report.code().meaning() + ". " + report.code().wayOut()).strip();
    }

    /** The mailboxes that need somebody, and the sums. */
    static String table(RunSummary summary) {
        StringBuilder text = new StringBuilder("\n");
        List<MailboxReport> failed = summary.reports().stream().filter(report -> report.code() != ExitCode.OK).toList();
        failed.forEach(report -> text.append("FAILED  ").append(Words.line(report.source())).append(": ").append(oneLine(report)).append('\n'));
        summary.badLines().forEach(line -> text.append("FAILED  ").append(Words.line(line)).append('\n'));
        Counts total = summary.total();
        text.append(Words.count(summary.mailboxes())).append(" mailboxes, ").append(failed.size()).append(" failed; ").append(ReportText.summary(total))
            .append("; ").append(Words.rate(total.copied(), total.copiedBytes(), Math.max(summary.seconds(), 0.001))).append('\n').append(times(summary));
        return text.toString();
    }

    static String times(RunSummary summary) {
        return String.format(Locale.ROOT, "Start-up %.2f s, work %s.", summary.startupSeconds(), Words.seconds(summary.seconds()));
    }

    private static String name(FolderReport folder) {
        boolean renamed = !folder.target().isEmpty() && !folder.target().equals(folder.source());
        return Words.line(folder.source() + (renamed ? " -> " + folder.target() : ""));
    }

    private static String seconds(MailboxReport report) {
        return Words.seconds(report.seconds());
    }
}

package org.mailferry.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.kernel.SpreadsheetCell;

/** Every finding as a line that a spreadsheet opens and does not compute. */
public final class CheckedSubjectsCsv {
    private CheckedSubjectsCsv() {}

    public static String of(List<CheckedSubject> findings) {
        return "check,about,verdict,what,asked at\r\n" + findings.stream().map(CheckedSubjectsCsv::line).collect(Collectors.joining());
    }

    private static String line(CheckedSubject finding) {
        return cell(finding.checkId()) + "," + cell(finding.subject()) + "," + finding.verdict() + "," + cell(finding.text()) + "," + finding.askedAt() + "\r\n";
    }

    private static String cell(String text) {
        return '"' + SpreadsheetCell.harmless(text).replace("\"", "\"\"") + '"';
    }
}

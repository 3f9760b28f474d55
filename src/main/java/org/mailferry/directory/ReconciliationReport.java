package org.mailferry.directory;

import java.util.stream.Collectors;
import org.mailferry.kernel.Sha256;
import org.mailferry.kernel.SpreadsheetCell;

/** Every finding as a table that a spreadsheet opens without computing anything: {@code kind,row,blocks,address,text}. */
public record ReconciliationReport(Reconciliation reconciliation) {
    private static final String LINE = "\r\n";

    /** RFC 4180, in the order of the findings; equal findings make equal bytes. */
    public String csv() {
        return "kind,row,blocks,address,text" + LINE + reconciliation.findings().stream().map(ReconciliationReport::line).collect(Collectors.joining());
    }

    /** What an entry of the audit trail names it by. */
    public String sha256() {
        return Sha256.hex(csv());
    }

    private static String line(Finding finding) {
        return finding.kind().word() + "," + finding.kind().row() + "," + (finding.kind().blocking() ? "yes" : "no") + "," + cell(finding.address())
            + "," + cell(finding.text()) + LINE;
    }

    private static String cell(String text) {
        return '"' + SpreadsheetCell.harmless(text.replaceAll("\\p{Cntrl}+", " ")).replace("\"", "\"\"") + '"';
    }
}

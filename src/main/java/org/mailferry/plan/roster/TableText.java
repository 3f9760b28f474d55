package org.mailferry.plan.roster;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.mailferry.kernel.SpreadsheetCell;
import org.mailferry.plan.RosterEntry;

/**
 * Writes a table that another product reads. Its cells cannot be made harmless by a leading apostrophe, since the product would
 * take that for a part of the value; so a cell that a spreadsheet would run is a problem instead.
 */
final class TableText {
    private final StringWriter text = new StringWriter();
    private final List<RosterProblem> problems = new ArrayList<>();
    private final CSVPrinter printer;
    private final List<String> columns;
    private int line = 1;

    TableText(CSVFormat format, List<String> columns, List<String> header) {
        this.columns = columns;
        try {
            this.printer = new CSVPrinter(text, format);
            printer.printRecord(header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void row(RosterEntry entry, List<String> cells) {
        line++;
        for (int i = 0; i < cells.size(); i++) {
            if (SpreadsheetCell.isFormula(cells.get(i))) {
                problem(entry.source() + ": the value of '" + columns.get(i) + "' begins like a spreadsheet formula (= + - @); change it");
            }
        }
        try {
            printer.printRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void problem(String reason) {
        problems.add(new RosterProblem(line, reason));
    }

    RosterWriting writing() {
        return new RosterWriting(text.toString(), problems);
    }
}

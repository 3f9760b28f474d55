package org.mailferry.plan.folder;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code mailboxes.csv} as rows of named cells with their lines (RFC 4180; separated by commas, or by semicolons as some spreadsheets
 * write them). Lines that begin with {@code #} and empty lines are left out.
 */
final class MailboxTable {
    private final Problems problems;
    private final List<Row> rows = new ArrayList<>();

    private MailboxTable(Problems problems) {
        this.problems = problems;
    }

    static List<Row> read(String csv, Problems problems) {
        MailboxTable table = new MailboxTable(problems);
        table.parse(csv.startsWith("\uFEFF") ? csv.substring(1) : csv);
        return table.rows;
    }

    private void parse(String csv) {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter(csv)).setIgnoreSurroundingSpaces(true).get();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
            List<String> header = List.of();
            for (var records = parser.iterator(); records.hasNext();) {
                CSVRecord record = records.next();
                if (!record.get(0).startsWith("#") && !(record.size() == 1 && record.get(0).isBlank())) {
                    if (header.isEmpty()) {
                        header = header(record, (int) line);
                    } else {
                        row(record, header, (int) line);
                    }
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (!header.containsAll(MailboxColumns.REQUIRED)) {
                rows.clear();
            } else if (rows.isEmpty()) {
                problems.inMailboxes((int) line, "There is no mailbox below the header");
            }
            if (header.isEmpty()) {
                problems.inMailboxes(1, "The first line must name the columns: " + String.join(",", MailboxColumns.KNOWN));
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            problems.inMailboxes((int) line, "This row cannot be read: a quote is opened and never closed, or text follows a closing quote");
        }
    }

    private List<String> header(CSVRecord record, int line) {
        List<String> names = record.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!MailboxColumns.KNOWN.contains(name)) {
                problems.inMailboxes(line, "Unknown column '" + name + "'" + Suggestion.nearest(name, MailboxColumns.KNOWN)
                    .map(word -> ", did you mean '" + word + "'?").orElse(", known are " + String.join(", ", MailboxColumns.KNOWN)));
            } else if (!seen.add(name)) {
                problems.inMailboxes(line, "Column '" + name + "' stands here twice");
            }
        }
        MailboxColumns.REQUIRED.stream().filter(name -> !seen.contains(name))
            .forEach(name -> problems.inMailboxes(line, "Column '" + name + "' is missing"));
        return names;
    }

    private void row(CSVRecord record, List<String> header, int line) {
        if (record.size() != header.size()) {
            problems.inMailboxes(line, "The row has " + record.size() + " cells, the header has " + header.size());
            return;
        }
        Map<String, String> cells = new HashMap<>();
        for (int column = 0; column < header.size(); column++) {
            cells.putIfAbsent(header.get(column), record.get(column).strip());
        }
        rows.add(new Row(line, Map.copyOf(cells)));
    }

    static char delimiter(String csv) {
        String header = csv.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst().orElse("");
        return header.contains(";") && !header.contains(",") ? ';' : ',';
    }

    record Row(int line, Map<String, String> cells) {
        /** Empty when there is no such column or nothing in the cell. */
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }
}

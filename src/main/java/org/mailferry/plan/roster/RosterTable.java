package org.mailferry.plan.roster;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with a header (RFC 4180), separated by commas, semicolons or tabs. Its columns may stand in any order. */
final class RosterTable {
    private final List<String> required;
    private final List<String> known;
    private final UnaryOperator<String> plainName;

    /** @param plainName turns a header's cell into the column's name */
    RosterTable(List<String> required, List<String> known, UnaryOperator<String> plainName) {
        this.required = required;
        this.known = known;
        this.plainName = plainName;
    }

    void read(String text, EntryList into, Consumer<Cells> row) {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter(text)).get();
        long line = 1;
        List<String> header = List.of();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (var records = parser.iterator(); records.hasNext();) {
                CSVRecord record = records.next();
                if (!isEmpty(record)) {
                    if (header.isEmpty()) {
                        header = header(record, (int) line, into);
                        if (header.isEmpty()) {
                            return;
                        }
                    } else {
                        row(record, header, (int) line, into, row);
                    }
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            into.problem((int) line, "cannot be read: a quote is opened and never closed, or text follows a closing quote");
        }
    }

    private static boolean isEmpty(CSVRecord record) {
        return record.stream().allMatch(String::isBlank) || record.get(0).startsWith("#");
    }

    /** @return empty when rows make no sense below it */
    private List<String> header(CSVRecord record, int line, EntryList into) {
        List<String> names = new ArrayList<>();
        boolean good = true;
        for (String cell : record) {
            String name = plainName.apply(cell.strip());
            if (!known.contains(name)) {
                into.problem(line, "unknown column '" + cell.strip() + "', known are " + String.join(", ", known));
                good = false;
            } else if (names.contains(name)) {
                into.problem(line, "column '" + name + "' stands here twice");
                good = false;
            }
            names.add(name);
        }
        for (String name : required) {
            if (!names.contains(name)) {
                into.problem(line, "column '" + name + "' is missing");
                good = false;
            }
        }
        return good ? names : List.of();
    }

    private static void row(CSVRecord record, List<String> header, int line, EntryList into, Consumer<Cells> row) {
        if (record.size() != header.size()) {
            into.problem(line, "has " + record.size() + " cells, the header has " + header.size());
            return;
        }
        Map<String, String> values = new HashMap<>();
        for (int column = 0; column < header.size(); column++) {
            values.put(header.get(column), record.get(column));
        }
        row.accept(new Cells(line, values));
    }

    private static char delimiter(String text) {
        String header = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst().orElse("");
        return header.contains(";") ? ';' : header.contains("\t") ? '\t' : ',';
    }
}

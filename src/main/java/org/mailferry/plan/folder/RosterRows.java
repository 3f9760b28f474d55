package org.mailferry.plan.folder;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Adds rows below those of {@code mailboxes.csv}. What stands there stays as it is, comments too; missing columns are added at the right. */
final class RosterRows {
    private final String csv;
    private final CSVFormat format;
    private final List<String> header = new ArrayList<>();
    private final Set<Integer> lastLines = new HashSet<>();

    RosterRows(String csv) {
        this.csv = csv;
        this.format = CSVFormat.RFC4180.builder().setDelimiter(MailboxTable.delimiter(csv)).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
            for (CSVRecord record : parser) {
                if (!record.get(0).startsWith("#") && !(record.size() == 1 && record.get(0).isBlank())) {
                    if (header.isEmpty()) {
                        record.forEach(cell -> header.add(cell.strip().toLowerCase(Locale.ROOT)));
                    }
                    // The parser stands behind the record's line end, except at the end of a text without one.
                    lastLines.add((int) parser.getCurrentLineNumber());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param rows cells by column; only columns with something in them are added to the header */
    String with(List<Map<String, String>> rows) {
        List<String> added = MailboxColumns.KNOWN.stream()
            .filter(column -> !header.contains(column) && rows.stream().anyMatch(row -> !row.getOrDefault(column, "").isEmpty())).toList();
        List<String> columns = new ArrayList<>(header);
        columns.addAll(added);
        StringBuilder text = new StringBuilder();
        if (header.isEmpty()) {
            text.append(csv.isEmpty() || csv.endsWith("\n") ? csv : csv + "\n").append(print(List.of(columns)));
        } else {
            text.append(widened(added));
        }
        return text.append(print(rows.stream().map(row -> columns.stream().map(column -> row.getOrDefault(column, "")).toList()).toList())).toString();
    }

    private String widened(List<String> added) {
        StringBuilder text = new StringBuilder();
        boolean atHeader = true;
        int number = 0;
        for (String line : csv.lines().toList()) {
            text.append(line);
            if (lastLines.contains(++number)) {
                for (String column : added) {
                    text.append(format.getDelimiterString()).append(atHeader ? column : "");
                }
                atHeader = false;
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String print(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, format.builder().setRecordSeparator('\n').get())) {
            for (List<String> row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}

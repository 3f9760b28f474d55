package org.mailferry.plan.roster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SpreadsheetCell;
import org.mailferry.plan.RosterEntry;

/**
 * {@code user1;password1;user2;password2}, a line a mailbox, no header (I5). The shell that usually reads it knows no quotes and eats
 * backslashes (X19), so what it would read wrongly is not written.
 */
final class ImapsyncRoster implements RosterCodec {
    private static final int FIELDS = 4;

    @Override public void read(String text, EntryList into) {
        int line = 0;
        for (String row : text.lines().toList()) {
            line++;
            if (!row.isBlank() && !row.startsWith("#")) {
                int at = line;
                into.add(at, () -> entry(at, fields(row), into));
            }
        }
    }

    private static RosterEntry entry(int line, List<String> fields, EntryList into) {
        EmailAddress source = into.address(fields.get(0));
        EmailAddress target = into.address(fields.get(2));
        Optional<Secret> first = EntryList.password(fields.get(1));
        Optional<Secret> second = EntryList.password(fields.get(3));
        if (first.isEmpty() || second.isEmpty()) {
            throw new IllegalArgumentException("a password is empty");
        }
        return new RosterEntry(line, source, target, fields.get(0).strip(), fields.get(2).strip(), first, second, "", "", Map.of());
    }

    private static List<String> fields(String row) {
        List<String> fields = new ArrayList<>(row.startsWith("\"") || row.contains(";\"") ? quoted(row) : List.of(row.split(";", -1)));
        if (fields.size() == FIELDS + 1 && fields.get(FIELDS).isBlank()) {
            fields.remove(FIELDS);
        }
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("has " + fields.size() + " fields between semicolons instead of user1;password1;user2;password2");
        }
        return fields;
    }

    /** As a spreadsheet saves it. */
    private static List<String> quoted(String row) {
        try (CSVParser parser = CSVParser.parse(row, CSVFormat.RFC4180.builder().setDelimiter(';').get())) {
            return parser.getRecords().stream().findFirst().map(CSVRecord::toList).orElse(List.of());
        } catch (IOException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new IllegalArgumentException("a quote is opened and never closed, or text follows a closing quote", e);
        }
    }

    @Override public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        StringBuilder text = new StringBuilder();
        List<RosterProblem> problems = new ArrayList<>();
        int line = 0;
        for (RosterEntry entry : entries) {
            line++;
            List<String> fields = List.of(entry.sourceLogin(), entry.sourcePassword().map(Secret::reveal).orElse(""), entry.targetLogin(),
                entry.targetPassword().map(Secret::reveal).orElse(""));
            check(entry, fields, line, problems);
            text.append(String.join(";", fields)).append('\n');
        }
        return new RosterWriting(text.toString(), problems);
    }

    private static void check(RosterEntry entry, List<String> fields, int line, List<RosterProblem> problems) {
        if (fields.get(1).isEmpty() || fields.get(3).isEmpty()) {
            problems.add(new RosterProblem(line, entry.source() + ": a password of it is not known, and imapsync needs both"));
        }
        for (String field : fields) {
            if (field.matches(".*[;\\\\\"].*") || !field.equals(field.strip())) {
                problems.add(new RosterProblem(line, entry.source() + ": a login or password has a semicolon, backslash, quote or outer blank, "
                    + "which the shell that reads this file takes for something else"));
            } else if (SpreadsheetCell.isFormula(field)) {
                problems.add(new RosterProblem(line, entry.source() + ": a login or password begins like a spreadsheet formula (= + - @); change it"));
            }
        }
    }
}

package org.mailferry.cli.sync;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.Secret;

/**
 * A line of a batch file: {@code host1;user1;password1;host2;user2;password2}, or without the hosts where the options name them.
 *
 * @param password1 empty where the options give one for all
 */
record BatchLine(long number, Optional<String> host1, String user1, Optional<Secret> password1, Optional<String> host2, String user2,
                 Optional<Secret> password2) {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setDelimiter(';').setIgnoreSurroundingSpaces(true).get();

    static boolean isEmpty(String text) {
        return text.isBlank() || text.stripLeading().startsWith("#");
    }

    /** @throws UsageException naming the line by its number, and nothing of what it holds */
    static BatchLine parse(long number, String text) {
        List<String> fields = fields(number, text.strip());
        if (fields.size() > 1 && fields.size() % 2 == 1 && fields.get(fields.size() - 1).isEmpty()) {
            fields = fields.subList(0, fields.size() - 1);
        }
        boolean hosts = fields.size() == 6;
        if (!hosts && fields.size() != 4) {
            throw new UsageException("Line " + number + ": " + fields.size() + " fields, expected host1;user1;password1;host2;user2;password2 or "
                + "user1;password1;user2;password2");
        }
        int second = hosts ? 3 : 2;
        int at = hosts ? 1 : 0;
        if (fields.get(at).isEmpty() || fields.get(second + at).isEmpty()) {
            throw new UsageException("Line " + number + ": a login is missing");
        }
        return new BatchLine(number, host(hosts, fields.get(0)), fields.get(at), secret(fields.get(at + 1)), host(hosts, fields.get(second)),
            fields.get(second + at), secret(fields.get(second + at + 1)));
    }

    private static List<String> fields(long number, String text) {
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() != 1) {
                throw new UsageException("Line " + number + ": a quoted field does not end");
            }
            return records.get(0).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UsageException("Line " + number + ": a quoted field does not end");
        }
    }

    private static Optional<String> host(boolean given, String field) {
        return given && !field.isEmpty() ? Optional.of(field) : Optional.empty();
    }

    private static Optional<Secret> secret(String field) {
        return field.isEmpty() ? Optional.empty() : Optional.of(Secret.of(field));
    }
}

package org.mailferry.canary;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Finds a value in every column of every table, whatever its type, and in texts. It is looked for as it is, in UTF-16, in base64 (also
 * in the middle of something longer) and as a URL writes it.
 */
public final class CanarySearch {
    private static final int SHORTEST = 12;

    private final List<byte[]> traces;

    public CanarySearch(String canary) {
        if (canary.length() < SHORTEST) {
            throw new IllegalArgumentException("A canary of less than " + SHORTEST + " characters would be found by chance");
        }
        List<byte[]> found = new ArrayList<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            found.add(canary.getBytes(charset));
        }
        found.addAll(inBase64(canary.getBytes(StandardCharsets.UTF_8)));
        found.add(java.net.URLEncoder.encode(canary, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        this.traces = List.copyOf(found);
    }

    /** Where it is, as {@code table.column}; empty when it is nowhere. */
    public Collection<String> in(DataSource database) throws SQLException {
        Collection<String> places = new TreeSet<>();
        try (Connection connection = database.getConnection()) {
            for (String table : tables(connection)) {
                places.addAll(inTable(connection, table));
            }
        }
        return places;
    }

    /** Those texts that hold it. */
    public List<String> in(Stream<String> texts) {
        return texts.filter(text -> isIn(text.getBytes(StandardCharsets.UTF_8))).toList();
    }

    public boolean isIn(byte[] bytes) {
        return traces.stream().anyMatch(trace -> indexOf(bytes, trace) >= 0);
    }

    private Collection<String> inTable(Connection connection, String table) throws SQLException {
        Collection<String> places = new TreeSet<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select * from " + table)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    if (holds(rows, column)) {
                        places.add((table + "." + columns.getColumnName(column)).toLowerCase(java.util.Locale.ROOT));
                    }
                }
            }
        }
        return places;
    }

    private boolean holds(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return false;
        }
        boolean binary = value instanceof byte[] || value instanceof java.sql.Blob;
        return isIn(binary ? rows.getBytes(column) : rows.getString(column).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                tables.add("\"" + found.getString("TABLE_SCHEM") + "\".\"" + found.getString("TABLE_NAME") + "\"");
            }
        }
        return tables;
    }

    /** The middle of its base64 for each of the three places where it may begin within a group of bytes. */
    private static List<byte[]> inBase64(byte[] canary) {
        List<byte[]> middles = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + canary.length];
            System.arraycopy(canary, 0, shifted, before, canary.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            middles.add(text.substring(before == 0 ? 0 : 4, text.length() - 4).getBytes(StandardCharsets.US_ASCII));
        }
        return middles;
    }

    private static int indexOf(byte[] bytes, byte[] trace) {
        for (int start = 0; start <= bytes.length - trace.length; start++) {
            int at = 0;
            while (at < trace.length && bytes[start + at] == trace[at]) {
                at++;
            }
            if (at == trace.length) {
                return start;
            }
        }
        return -1;
    }
}

package org.mailferry.plan.roster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.plan.RosterEntry;

/** VK's users with collectors (V77-V90). The collector's login is always filled in, because its default is wrong for most sources (V87). */
final class VkRoster implements RosterCodec {
    private static final Set<String> FLAGS = Set.of("only_myteam", "enabled_2fa");
    private static final List<String> COLUMNS = List.of("email", "password", "firstname", "lastname", "middlename", "groups", "phone",
        "only_myteam", "send_email", "enabled_2fa", "phone_2fa", "collector_login", "collector_username", "collector_password");
    private static final List<String> KNOWN = with(COLUMNS, "password_up");
    private static final Set<String> NAMED = Set.of("email", "password", "password_up", "firstname", "lastname", "collector_login", "collector_password");
    private static final int SHORTEST_PASSWORD = 8;

    private static List<String> with(List<String> columns, String more) {
        List<String> all = new ArrayList<>(columns);
        all.add(more);
        return List.copyOf(all);
    }

    @Override public void read(String text, EntryList into) {
        new RosterTable(List.of("email"), KNOWN, VkRoster::plainName).read(text, into, cells -> into.add(cells.line(), () -> entry(cells, into)));
    }

    /** With the colon that VK asks for, or without (V90, X1). */
    private static String plainName(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.endsWith(":") ? name.substring(0, name.length() - 1).strip() : name;
    }

    private static RosterEntry entry(Cells cells, EntryList into) {
        EmailAddress target = into.address(cells.text("email"));
        String collector = cells.text("collector_login");
        EmailAddress source = collector.contains("@") ? EntryList.full(collector) : target;
        String password = cells.raw("password_up").isEmpty() ? cells.raw("password") : cells.raw("password_up");
        if (!password.isEmpty() && password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("the password has less than " + SHORTEST_PASSWORD + " characters (V78)");
        }
        Map<String, String> others = new java.util.HashMap<>(cells.besides(NAMED));
        others.replaceAll((column, value) -> FLAGS.contains(column) ? String.valueOf(flag(column, value)) : value);
        return new RosterEntry(cells.line(), source, target, collector.isEmpty() ? target.text() : collector, target.text(),
            EntryList.password(cells.raw("collector_password")), EntryList.password(password), cells.text("firstname"), cells.text("lastname"), others);
    }

    /** Excel writes truth in its own language. */
    private static boolean flag(String column, String value) {
        String word = value.toUpperCase(Locale.ROOT);
        if (Set.of("TRUE", "ИСТИНА", "1").contains(word)) {
            return true;
        }
        if (Set.of("FALSE", "ЛОЖЬ", "0").contains(word)) {
            return false;
        }
        throw new IllegalArgumentException("'" + value + "' in column '" + column + "' is neither true nor false");
    }

    @Override public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        List<String> columns = COLUMNS.stream().filter(column -> isUsed(column, entries)).toList();
        TableText table = new TableText(CSVFormat.RFC4180, columns, columns.stream()
            .map(column -> options.columnsWithoutColon().contains(column) ? column : column + ":").toList());
        entries.forEach(entry -> {
            table.row(entry, columns.stream().map(column -> cell(column, entry)).toList());
            entry.targetPassword().filter(password -> password.reveal().length() < SHORTEST_PASSWORD)
                .ifPresent(password -> table.problem(entry.target() + ": the password has less than " + SHORTEST_PASSWORD + " characters (V78)"));
        });
        return table.writing();
    }

    private static boolean isUsed(String column, List<RosterEntry> entries) {
        Set<String> always = new HashSet<>(Set.of("email", "firstname", "lastname", "collector_login"));
        return always.contains(column) || entries.stream().anyMatch(entry -> !cell(column, entry).isEmpty());
    }

    private static String cell(String column, RosterEntry entry) {
        return switch (column) {
            case "email" -> entry.target().text();
            case "password" -> revealed(entry.targetPassword());
            case "firstname" -> entry.givenName();
            case "lastname" -> entry.familyName();
            case "collector_login" -> entry.others().getOrDefault(column, entry.sourceLogin());
            case "collector_password" -> revealed(entry.sourcePassword());
            default -> entry.others().getOrDefault(column, "");
        };
    }

    private static String revealed(Optional<Secret> password) {
        return password.map(Secret::reveal).orElse("");
    }
}

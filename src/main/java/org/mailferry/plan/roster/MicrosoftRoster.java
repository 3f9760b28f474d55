package org.mailferry.plan.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.plan.RosterEntry;

/** Microsoft's batch file: the column names are read letter by letter there, and 50,000 rows are the most. */
final class MicrosoftRoster implements RosterCodec {
    private static final List<String> COLUMNS = List.of("EmailAddress", "UserName", "Password");
    private static final int MOST = 50_000;

    @Override public void read(String text, EntryList into) {
        new RosterTable(COLUMNS, COLUMNS, name -> name).read(text, into, cells -> into.add(cells.line(), () -> {
            EmailAddress address = EntryList.full(cells.text("EmailAddress"));
            String login = cells.text("UserName").isEmpty() ? address.text() : cells.text("UserName");
            return new RosterEntry(cells.line(), address, address, login, address.text(), EntryList.password(cells.raw("Password")), Optional.empty(),
                "", "", Map.of());
        }));
    }

    @Override public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        TableText table = new TableText(CSVFormat.RFC4180, COLUMNS, COLUMNS);
        for (RosterEntry entry : entries) {
            table.row(entry, List.of(entry.target().text(), entry.sourceLogin(), entry.sourcePassword().map(Secret::reveal).orElse("")));
            if (entry.sourcePassword().isEmpty()) {
                table.problem(entry.source() + ": its password on the source is not known, and Microsoft's file needs it");
            }
        }
        if (entries.size() > MOST) {
            table.problem(entries.size() + " mailboxes are more than the " + MOST + " rows that a batch may have; write it wave by wave");
        }
        return table.writing();
    }
}

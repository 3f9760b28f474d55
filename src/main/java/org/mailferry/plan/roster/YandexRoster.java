package org.mailferry.plan.roster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.plan.RosterEntry;

/**
 * Yandex 360: every cell in quotes, semicolons between them, UTF-8, 20,000 rows at most; the employee is named by the login alone.
 * Its guide names the first two columns; the third is named as in the template that its page hands out, so compare before uploading.
 */
final class YandexRoster implements RosterCodec {
    private static final List<String> COLUMNS = List.of("yandex_login", "external_email", "external_password");
    private static final int MOST = 20_000;

    @Override public void read(String text, EntryList into) {
        new RosterTable(COLUMNS.subList(0, 2), COLUMNS, name -> name.toLowerCase(Locale.ROOT)).read(text, into, cells -> into.add(cells.line(), () -> {
            String external = cells.text("external_email");
            EmailAddress source = into.address(external);
            String login = cells.text("yandex_login");
            EmailAddress target = login.contains("@") ? EntryList.full(login) : EntryList.full(login, source.domain().text());
            return new RosterEntry(cells.line(), source, target, external, target.text(), EntryList.password(cells.raw("external_password")),
                Optional.empty(), "", "", Map.of());
        }));
    }

    @Override public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        TableText table = new TableText(CSVFormat.RFC4180.builder().setDelimiter(';').setQuoteMode(QuoteMode.ALL).get(), COLUMNS, COLUMNS);
        for (RosterEntry entry : entries) {
            table.row(entry, List.of(entry.target().localPart(), entry.sourceLogin(), entry.sourcePassword().map(Secret::reveal).orElse("")));
        }
        if (entries.size() > MOST) {
            table.problem(entries.size() + " mailboxes are more than the " + MOST + " rows that a file may have; write it wave by wave");
        }
        return table.writing();
    }
}

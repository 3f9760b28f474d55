package org.mailferry.plan.roster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.plan.RosterEntry;

/** The columns of {@code mailboxes.csv} that describe a mailbox, with the passwords themselves. */
final class MailferryRoster implements RosterCodec {
    private static final List<String> COLUMNS = List.of("source", "target", "given_name", "family_name", "source_login", "source_password",
        "target_login", "target_password");

    @Override public void read(String text, EntryList into) {
        new RosterTable(List.of("source"), COLUMNS, name -> name.toLowerCase(Locale.ROOT)).read(text, into, cells -> into.add(cells.line(), () -> {
            EmailAddress source = into.address(cells.text("source"));
            EmailAddress target = cells.text("target").isEmpty() ? source : into.address(cells.text("target"));
            return new RosterEntry(cells.line(), source, target, or(cells.text("source_login"), source), or(cells.text("target_login"), target),
                EntryList.password(notAReference(cells.raw("source_password"))), EntryList.password(notAReference(cells.raw("target_password"))),
                cells.text("given_name"), cells.text("family_name"), Map.of());
        }));
    }

    private static String or(String login, EmailAddress address) {
        return login.isEmpty() ? address.text() : login;
    }

    private static String notAReference(String password) {
        if (password.matches("(store|env|file):.+")) {
            throw new IllegalArgumentException("a password is a reference (store:, env:, file:) already; such a row belongs into mailboxes.csv itself");
        }
        return password;
    }

    @Override public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        TableText table = new TableText(CSVFormat.RFC4180, COLUMNS, COLUMNS);
        entries.forEach(entry -> table.row(entry, List.of(entry.source().text(), entry.target().text(), entry.givenName(), entry.familyName(),
            entry.sourceLogin(), entry.sourcePassword().map(Secret::reveal).orElse(""), entry.targetLogin(),
            entry.targetPassword().map(Secret::reveal).orElse(""))));
        return table.writing();
    }
}

package org.mailferry.plan.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SpreadsheetCell;
import org.mailferry.plan.RosterEntry;

/** {@code user:password} or {@code user:password:domain}; the user may contain a domain (W37). A password with a colon has no place here. */
final class IceWarpRoster implements RosterCodec {
    @Override public void read(String text, EntryList into) {
        int line = 0;
        for (String row : text.lines().toList()) {
            line++;
            if (!row.isBlank() && !row.startsWith("#")) {
                int at = line;
                into.add(at, () -> entry(at, row, into));
            }
        }
    }

    private static RosterEntry entry(int line, String row, EntryList into) {
        String[] fields = row.split(":", -1);
        if (fields.length < 2 || fields.length > 3) {
            throw new IllegalArgumentException("has " + fields.length + " fields between colons instead of user:password or user:password:domain");
        }
        String user = fields[0].strip();
        EmailAddress source = fields.length == 3 && !user.contains("@") ? EntryList.full(user, fields[2]) : into.address(user);
        // A domain beside a full address is the one that the account gets on the new server.
        EmailAddress target = fields.length == 3 ? EntryList.full(source.localPart(), fields[2]) : source;
        return new RosterEntry(line, source, target, user, target.text(), EntryList.password(fields[1]), Optional.empty(), "", "", Map.of());
    }

    @Override public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        StringBuilder text = new StringBuilder();
        List<RosterProblem> problems = new ArrayList<>();
        int line = 0;
        for (RosterEntry entry : entries) {
            line++;
            String password = entry.sourcePassword().map(Secret::reveal).orElse("");
            check(entry, password, line, problems);
            text.append(entry.sourceLogin()).append(':').append(password).append(':').append(entry.target().domain()).append('\n');
        }
        return new RosterWriting(text.toString(), problems);
    }

    private static void check(RosterEntry entry, String password, int line, List<RosterProblem> problems) {
        if (password.isEmpty()) {
            problems.add(new RosterProblem(line, entry.source() + ": its password on the source is not known, and IceWarp needs it"));
        }
        if (password.contains(":") || entry.sourceLogin().contains(":")) {
            problems.add(new RosterProblem(line, entry.source() + ": its login or password has a colon, which IceWarp takes for the end of the field"));
        }
        if (SpreadsheetCell.isFormula(entry.sourceLogin())) {
            problems.add(new RosterProblem(line, entry.source() + ": its login begins like a spreadsheet formula (= + - @)"));
        }
    }
}

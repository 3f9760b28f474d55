package org.mailferry.plan.roster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.plan.RosterEntry;

/** The entries read so far, with every line that cannot be used. */
final class EntryList {
    private static final int LONGEST_PASSWORD = 2_000;

    private final RosterOptions options;
    private final List<RosterEntry> entries = new ArrayList<>();
    private final List<RosterProblem> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    EntryList(RosterOptions options) {
        this.options = options;
    }

    /** Adds what the supplier makes of a line; its {@code IllegalArgumentException} is the line's problem. */
    void add(int line, Supplier<RosterEntry> entry) {
        try {
            RosterEntry made = entry.get();
            Integer first = lines.putIfAbsent(made.source().key(), line);
            if (first != null) {
                throw new IllegalArgumentException(made.source() + " stands in line " + first + " already");
            }
            entries.add(made);
        } catch (IllegalArgumentException e) {
            problem(line, String.valueOf(e.getMessage()));
        }
    }

    void problem(int line, String reason) {
        problems.add(new RosterProblem(line, reason));
    }

    /**
     * A login as an address: itself, or completed by the domain that the options give. What stands there is not repeated, because it
     * is a password when a line's fields are shifted.
     */
    EmailAddress address(String login) {
        String plain = login.strip();
        if (plain.contains("@")) {
            return full(plain);
        }
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("there is no address in the line");
        }
        String local = plain.substring(Math.max(plain.lastIndexOf('\\'), plain.lastIndexOf('/')) + 1);
        return full(local + "@" + options.domain().orElseThrow(() -> new IllegalArgumentException(
            "a login has no domain; say which one with --domain")));
    }

    static EmailAddress full(String address) {
        try {
            EmailAddress parsed = EmailAddress.parse(address);
            parsed.domain();
            return parsed;
        } catch (IllegalArgumentException e) {
            // The cause's text would show what stands there.
            throw new IllegalArgumentException("what stands where an address belongs is none (expected local@domain)");
        }
    }

    static EmailAddress full(String localPart, String domain) {
        return full(localPart + "@" + domain.strip());
    }

    /** Never shortened or stripped: blanks may be a part of it. */
    static Optional<Secret> password(String cell) {
        if (cell.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("a password is longer than " + LONGEST_PASSWORD + " characters");
        }
        if (cell.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("a password has a line end in it");
        }
        return cell.isEmpty() ? Optional.empty() : Optional.of(Secret.of(cell));
    }

    RosterReading reading() {
        if (entries.isEmpty() && problems.isEmpty()) {
            problem(1, "there is no mailbox in the file");
        }
        return new RosterReading(entries, problems.stream().sorted(Comparator.comparing(RosterProblem::line)).toList());
    }
}

package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.List;

/** What becomes known together. */
public final class CalendarLedgerChange {
    private final List<CalendarLink> saved = new ArrayList<>();
    private final List<Long> removed = new ArrayList<>();
    private final List<CalendarFinding> findings = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<CalendarJournalEntry> journal = new ArrayList<>();

    /** Findings about this item are over. */
    public record Settled(long pair, CalendarSide side, String itemId) {}

    void save(CalendarLink link) {
        saved.add(link);
    }

    void remove(CalendarLink link) {
        if (link.id() != 0) {
            removed.add(link.id());
        }
    }

    /** In place of what was found about the item before. */
    void find(CalendarFinding finding) {
        findings.add(finding);
    }

    void settle(long pair, CalendarSide side, String itemId) {
        settled.add(new Settled(pair, side, itemId));
    }

    void journal(CalendarJournalEntry entry) {
        journal.add(entry);
    }

    public List<CalendarLink> saved() {
        return saved;
    }

    public List<Long> removed() {
        return removed;
    }

    public List<CalendarFinding> findings() {
        return findings;
    }

    public List<Settled> settled() {
        return settled;
    }

    public List<CalendarJournalEntry> entries() {
        return journal;
    }
}

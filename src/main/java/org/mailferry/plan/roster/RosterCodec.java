package org.mailferry.plan.roster;

import java.util.List;
import org.mailferry.plan.RosterEntry;

/** One product's way to write a roster. */
interface RosterCodec {
    void read(String text, EntryList into);

    RosterWriting write(List<RosterEntry> entries, RosterOptions options);
}

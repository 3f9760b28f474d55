package org.mailferry.mailflow;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.kernel.PlanName;

/** What a mail flow looked like before it was switched: what a person restores it to, and what is compared afterwards. */
public record FlowSnapshot(String id, PlanName plan, String flow, Instant takenAt, List<Fact> facts) {
    /** The MX records of a domain at a name server. */
    public static final String MX = "MX ";
    /** How an SMTP server greets. */
    public static final String GREETING = "greeting";

    public FlowSnapshot {
        facts = List.copyOf(facts);
    }

    /** @param place the server it was seen at; {@code ttlSeconds} is 0 for what has none */
    public record Fact(String place, String name, String seen, long ttlSeconds) {
        public Fact {
            seen = seen.length() <= 2_000 ? seen : seen.substring(0, 1_999) + "…";
        }

        /** MX records were seen, not the reason why none were. */
        public boolean holdsRecords() {
            return seen.matches("[0-9]+ .*");
        }

        String text() {
            return place + ": " + name + " = " + seen + (ttlSeconds == 0 ? "" : " (TTL " + ttlSeconds + " s)");
        }
    }

    public List<Fact> facts(String nameStart) {
        return facts.stream().filter(fact -> fact.name().startsWith(nameStart)).toList();
    }

    /** A line a fact. */
    public String text() {
        return facts.stream().map(Fact::text).collect(Collectors.joining("\n"));
    }
}

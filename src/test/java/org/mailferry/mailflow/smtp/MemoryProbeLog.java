package org.mailferry.mailflow.smtp;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbeLog;

final class MemoryProbeLog implements ProbeLog {
    record Entry(Probe probe, boolean arrived, boolean removed) {}

    final Map<String, Entry> entries = new LinkedHashMap<>();

    @Override public void sent(String messageId, Probe probe, Instant at) {
        entries.put(messageId, new Entry(probe, false, false));
    }

    @Override public void arrived(String messageId, Instant at, boolean removed) {
        entries.computeIfPresent(messageId, (id, entry) -> new Entry(entry.probe(), true, removed));
    }

    @Override public void failed(String messageId, String problem) {}

    @Override public Set<String> recent(PlanName plan, Instant since) {
        return Set.copyOf(entries.keySet());
    }

    @Override public boolean sent(PlanName plan, String messageId) {
        return entries.containsKey(messageId);
    }
}

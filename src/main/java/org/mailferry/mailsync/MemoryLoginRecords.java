package org.mailferry.mailsync;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** For one process that keeps no database. */
final class MemoryLoginRecords implements LoginRecords {
    private final Map<Key, Record> records = new HashMap<>();
    private final Map<Key, Instant> booked = new HashMap<>();

    @Override public synchronized boolean knows(String endpoint, String login) {
        return records.keySet().stream().anyMatch(key -> key.endpoint().equals(endpoint) && key.login().equals(login));
    }

    @Override public synchronized Optional<Record> find(Key key) {
        return Optional.ofNullable(records.get(key));
    }

    @Override public synchronized boolean book(Key key, Instant now, Instant until) {
        if (booked.containsKey(key) && booked.get(key).isAfter(now)) {
            return false;
        }
        booked.put(key, until);
        return true;
    }

    @Override public synchronized void refused(Key key, Instant at, String words) {
        Record before = records.getOrDefault(key, new Record(0, Optional.empty(), Optional.empty(), Optional.empty(), ""));
        records.put(key, new Record(before.refusals() + 1, before.refusals() == 0 ? Optional.of(at) : before.firstRefused(), Optional.of(at),
            before.accepted(), words));
        booked.remove(key);
    }

    @Override public synchronized void accepted(Key key, Instant at) {
        records.put(key, new Record(0, Optional.empty(), Optional.empty(), Optional.of(at), ""));
        booked.remove(key);
    }

    @Override public synchronized void unbook(Key key) {
        booked.remove(key);
    }

    @Override public synchronized void forget(Key key) {
        records.remove(key);
        booked.remove(key);
    }

    @Override public synchronized int forgetLogin(String login) {
        int before = records.size();
        records.keySet().removeIf(key -> key.login().equals(login));
        booked.keySet().removeIf(key -> key.login().equals(login));
        return before - records.size();
    }
}

package org.mailferry.secret;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class InMemorySealedSecrets implements SealedSecrets {
    private final Map<String, SealedSecret> entries = new TreeMap<>();
    private Optional<String> keyCheck = Optional.empty();

    @Override public synchronized Optional<SealedSecret> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override public synchronized List<SealedSecret> all() {
        return List.copyOf(entries.values());
    }

    @Override public synchronized boolean write(SealedSecret next) {
        if (find(next.name()).map(SealedSecret::version).orElse(0L) != next.version() - 1) {
            return false;
        }
        entries.put(next.name(), next);
        return true;
    }

    @Override public synchronized boolean delete(String name) {
        boolean deleted = entries.remove(name) != null;
        if (entries.isEmpty()) {
            keyCheck = Optional.empty();
        }
        return deleted;
    }

    @Override public synchronized String keepKeyCheck(String checkValue) {
        keyCheck = Optional.of(keyCheck.orElse(checkValue));
        return keyCheck.get();
    }
}

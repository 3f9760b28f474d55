package org.mailferry.lab.pbm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Blocks a source address after too many wrong pairs of login and password ({@code psn/bruteforce}); the same wrong pair again
 * does not count.
 */
final class PbmBruteForce {
    private final Map<String, Set<String>> wrongPairs = new HashMap<>();
    private final Map<String, Instant> blockedUntil = new HashMap<>();
    private final Clock clock;
    private final int maxAttempts;
    private final Duration penalty;

    PbmBruteForce(Clock clock, int maxAttempts, Duration penalty) {
        this.clock = clock;
        this.maxAttempts = maxAttempts;
        this.penalty = penalty;
    }

    synchronized boolean blocks(String source) {
        return blockedUntil.getOrDefault(source, Instant.MIN).isAfter(clock.instant());
    }

    synchronized void wrong(String source, String login, String password) {
        Set<String> pairs = wrongPairs.computeIfAbsent(source, any -> new HashSet<>());
        pairs.add(login + "\n" + password);
        if (pairs.size() >= maxAttempts) {
            blockedUntil.put(source, clock.instant().plus(penalty));
            pairs.clear();
        }
    }
}

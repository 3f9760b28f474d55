package org.mailferry.process.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Slows down whoever guesses the password of a user: after three wrong ones the user waits a second, then two, four and so on to a
 * minute. Nobody is locked out for good, so that a stranger cannot lock the staff out either; the directory has its own rule for that.
 */
public final class LoginThrottle {
    private static final int FREE_TRIES = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Misses> misses = new LinkedHashMap<>() {
        @Override protected boolean removeEldestEntry(Map.Entry<String, Misses> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Misses(int count, Instant until) {}

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Whether a login of this user is refused unasked for the moment. */
    public synchronized boolean holdsBack(String userId) {
        Misses known = misses.get(key(userId));
        return known != null && clock.instant().isBefore(known.until());
    }

    public synchronized void missed(String userId) {
        int count = misses.getOrDefault(key(userId), new Misses(0, Instant.EPOCH)).count() + 1;
        Duration wait = count < FREE_TRIES ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(count - FREE_TRIES, 10));
        misses.put(key(userId), new Misses(count, clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)));
    }

    public synchronized void succeeded(String userId) {
        misses.remove(key(userId));
    }

    private static String key(String userId) {
        return userId.toLowerCase(Locale.ROOT);
    }
}

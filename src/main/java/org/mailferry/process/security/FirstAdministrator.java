package org.mailferry.process.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Sha256;
import org.mailferry.process.Role;
import org.springframework.stereotype.Component;

/**
 * Lets the person who can read the program's output make the first administrator, once. The token is made at each start while
 * there is no administrator; only its hash is held, in memory, so a restart makes a new one and two nodes have one each. With a
 * directory no token is ever offered: administrators are those of its group.
 */
@Component
final class FirstAdministrator {
    private static final int WRONG_TRIES_A_MINUTE = 5;

    enum Outcome { MADE, NOT_AWAITED, EXPIRED, WRONG_TOKEN, TOO_MANY_TRIES }

    private final Accounts accounts;
    private final Clock clock;
    private final Duration lifetime;
    private final Deque<Instant> wrongTries = new ArrayDeque<>();
    private Optional<Offer> offer = Optional.empty();

    private record Offer(String tokenHash, Instant until) {}

    FirstAdministrator(Accounts accounts, Clock clock, SecuritySettings settings) {
        this.accounts = accounts;
        this.clock = clock;
        this.lifetime = settings.setupTokenLifetime();
    }

    /** A fresh token when nobody administers yet, valid from now; a former one is void. */
    synchronized Optional<Secret> offerToken() {
        if (accounts.areElsewhere() || accounts.anyAdministrator()) {
            offer = Optional.empty();
            return Optional.empty();
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        offer = Optional.of(new Offer(Sha256.hex(token), clock.instant().plus(lifetime)));
        return Optional.of(Secret.of(token));
    }

    synchronized boolean isAwaited() {
        if (offer.isPresent() && accounts.anyAdministrator()) {
            offer = Optional.empty();
        }
        return offer.isPresent();
    }

    synchronized Outcome make(Secret token, String userId, String firstName, String lastName, Secret password) {
        if (!isAwaited()) {
            return Outcome.NOT_AWAITED;
        }
        if (clock.instant().isAfter(offer.orElseThrow().until())) {
            return Outcome.EXPIRED;
        }
        if (tooManyTries()) {
            return Outcome.TOO_MANY_TRIES;
        }
        if (!matches(token, offer.orElseThrow().tokenHash())) {
            wrongTries.addLast(clock.instant());
            return Outcome.WRONG_TOKEN;
        }
        accounts.ensure(userId, firstName, lastName, password, Role.ADMINISTRATORS);
        offer = Optional.empty();
        return Outcome.MADE;
    }

    private boolean tooManyTries() {
        Instant aMinuteAgo = clock.instant().minus(Duration.ofMinutes(1));
        while (!wrongTries.isEmpty() && wrongTries.peekFirst().isBefore(aMinuteAgo)) {
            wrongTries.removeFirst();
        }
        return wrongTries.size() >= WRONG_TRIES_A_MINUTE;
    }

    private static boolean matches(Secret token, String hash) {
        return MessageDigest.isEqual(Sha256.hex(token.reveal()).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}

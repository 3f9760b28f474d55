package org.mailferry.process.security.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.identity.IdentityProviderException;
import org.mailferry.process.security.LoginThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of people, read again when it is older than a minute. A directory that is away for a while does not throw out those who
 * are signed in; a login always asks it.
 */
final class KnownPeople {
    private static final Logger log = LoggerFactory.getLogger(KnownPeople.class);
    private static final Duration USABLE_WITHOUT_DIRECTORY = Duration.ofMinutes(10);

    private final Directory directory;
    private final Duration refresh;
    private final LoginThrottle throttle;
    private final Clock clock;
    private List<Person> people = List.of();
    private Instant readAt = Instant.MIN;

    KnownPeople(Directory directory, Duration refresh, LoginThrottle throttle, Clock clock) {
        this.directory = directory;
        this.refresh = refresh;
        this.throttle = throttle;
        this.clock = clock;
    }

    synchronized List<Person> all() {
        Instant now = clock.instant();
        if (readAt.isBefore(now.minus(refresh))) {
            try {
                people = directory.people();
                readAt = now;
            } catch (LDAPException e) {
                if (readAt.isBefore(now.minus(USABLE_WITHOUT_DIRECTORY))) {
                    throw away(e);
                }
                log.warn("The directory did not answer; the people read at {} stay: {}", readAt, e.getResultCode());
            }
        }
        return people;
    }

    Optional<Person> find(String userId) {
        return all().stream().filter(person -> person.id().equalsIgnoreCase(userId)).findFirst();
    }

    boolean accepts(String userId, String password) {
        if (userId.isBlank() || password.isEmpty() || throttle.holdsBack(userId)) {
            return false;
        }
        try {
            Optional<Person> person = directory.find(userId);
            boolean accepted = person.isPresent() && directory.accepts(person.get(), password);
            if (accepted) {
                remember(person.get());
                throttle.succeeded(userId);
            } else {
                throttle.missed(userId);
            }
            return accepted;
        } catch (LDAPException e) {
            throw away(e);
        }
    }

    /** Somebody who got his role a moment ago is signed in by a fresh answer, and must then be found in the list too. */
    private synchronized void remember(Person person) {
        if (people.stream().noneMatch(person::equals)) {
            readAt = Instant.MIN;
        }
    }

    private static IdentityProviderException away(LDAPException e) {
        return new IdentityProviderException("The directory cannot be asked: " + e.getResultCode(), e);
    }
}

package org.mailferry.plan;

import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;

/**
 * One mailbox of a roster.
 *
 * @param line where it stands, from 1; 0 when it was not read from a file
 * @param sourceLogin as the source knows it; the address where the roster names none
 * @param targetLogin as the target knows it; the address where the roster names none
 * @param others columns that only this format has, by their plain names ({@code phone}, {@code groups})
 */
public record RosterEntry(int line, EmailAddress source, EmailAddress target, String sourceLogin, String targetLogin,
                          Optional<Secret> sourcePassword, Optional<Secret> targetPassword, String givenName, String familyName,
                          Map<String, String> others) {
    public RosterEntry {
        others = Map.copyOf(others);
    }
}

package org.mailferry.target.myoffice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.mailferry.kernel.Secret;

/**
 * MyOffice's default password policy (P18): 6 to 128 of Latin letters, digits and {@code -_!@#$%^&*()}, with a digit. A site may
 * ask for more (P92), so a generated password has two of each class and twenty characters.
 */
final class PasswordRules {
    private static final String SPECIAL = "-_!@#$%^&*()";
    private static final List<String> CLASSES = List.of("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", SPECIAL);
    private static final int LENGTH = 20;

    private PasswordRules() {}

    /** What is wrong with it, without a trace of the password itself. */
    static Optional<String> problem(Secret password) {
        String text = password.reveal();
        if (text.length() < 6 || text.length() > 128) {
            return Optional.of("it must have 6 to 128 characters");
        }
        if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of("it must have a digit");
        }
        boolean strange = text.chars().anyMatch(c -> !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || SPECIAL.indexOf(c) >= 0));
        return strange ? Optional.of("it may only have Latin letters, digits and " + SPECIAL) : Optional.empty();
    }

    static Secret generate(Random random) {
        List<Character> characters = new ArrayList<>(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            String alphabet = i < 2 * CLASSES.size() ? CLASSES.get(i / 2) : CLASSES.get(random.nextInt(3));
            characters.add(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        Collections.shuffle(characters, random);
        StringBuilder text = new StringBuilder(LENGTH);
        characters.forEach(text::append);
        return Secret.of(text.toString());
    }
}

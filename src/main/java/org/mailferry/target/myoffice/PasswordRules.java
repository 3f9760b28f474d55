package org.mailferry.target.myoffice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import org.mailferry.kernel.PasswordPolicy;
import org.mailferry.kernel.Secret;

/** Latin letters, digits and {@code -_!@#$%^&*()} (P18), as many of each as the site's policy asks for (P92). */
record PasswordRules(PasswordPolicy policy) {
    private static final String SPECIAL = "-_!@#$%^&*()";
    private static final String UPPERCASE = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String LOWERCASE = "abcdefghijkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";
    private static final int LENGTH = 20;
    private static final int OF_EACH = 2;

    /** What is wrong with it, without a trace of the password itself. */
    Optional<String> problem(Secret password) {
        String text = password.reveal();
        if (text.length() < policy.minLength() || text.length() > policy.maxLength()) {
            return Optional.of("it must have " + policy.minLength() + " to " + policy.maxLength() + " characters");
        }
        boolean strange = text.chars().anyMatch(c -> !isDigit(c) && !isUppercase(c) && !isLowercase(c) && SPECIAL.indexOf(c) < 0);
        if (strange) {
            return Optional.of("it may only have Latin letters, digits and " + SPECIAL);
        }
        return lacks(text, policy.minDigits(), "digit", PasswordRules::isDigit)
            .or(() -> lacks(text, policy.minUppercase(), "capital letter", PasswordRules::isUppercase))
            .or(() -> lacks(text, policy.minLowercase(), "small letter", PasswordRules::isLowercase))
            .or(() -> lacks(text, policy.minSpecial(), "special character", c -> SPECIAL.indexOf(c) >= 0));
    }

    private static Optional<String> lacks(String text, int least, String what, IntPredicate is) {
        return text.chars().filter(is).count() >= least ? Optional.empty() : Optional.of("it must have " + (least == 1 ? "a " + what : least + " " + what + "s"));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isUppercase(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLowercase(int c) {
        return c >= 'a' && c <= 'z';
    }

    /** Two of each class and twenty characters, or more where the policy asks for it; it always meets the policy. */
    Secret generate(Random random) {
        int length = Math.min(policy.maxLength(), Math.max(LENGTH, policy.minLength()));
        List<Character> characters = new ArrayList<>();
        add(characters, UPPERCASE, policy.minUppercase(), random);
        add(characters, LOWERCASE, policy.minLowercase(), random);
        add(characters, DIGITS, policy.minDigits(), random);
        add(characters, SPECIAL, policy.minSpecial(), random);
        for (String more : List.of(UPPERCASE, LOWERCASE, DIGITS, SPECIAL)) {
            int has = (int) characters.stream().filter(c -> more.indexOf(c) >= 0).count();
            add(characters, more, Math.min(Math.max(0, OF_EACH - has), length - characters.size()), random);
        }
        add(characters, UPPERCASE + LOWERCASE + DIGITS, length - characters.size(), random);
        Collections.shuffle(characters, random);
        StringBuilder text = new StringBuilder(length);
        characters.forEach(text::append);
        return Secret.of(text.toString());
    }

    private static void add(List<Character> characters, String alphabet, int count, Random random) {
        for (int i = 0; i < count; i++) {
            characters.add(alphabet.charAt(random.nextInt(alphabet.length())));
        }
    }
}

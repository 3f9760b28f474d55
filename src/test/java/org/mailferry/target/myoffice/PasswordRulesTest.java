package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;

class PasswordRulesTest {
    @Test void generatedPasswordsMeetStricterPoliciesToo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Secret password = PasswordRules.generate(random);
            assertThat(PasswordRules.problem(password)).as("seed %d", seed).isEmpty();
            assertThat(password.reveal()).as("seed %d", seed).hasSize(20).matches(".*[A-Z].*[A-Z].*").matches(".*[a-z].*[a-z].*")
                .matches(".*[0-9].*[0-9].*").matches(".*[^A-Za-z0-9].*[^A-Za-z0-9].*");
        }
    }

    @Test void theDefaultPolicyIsKnown() {
        assertThat(PasswordRules.problem(Secret.of("abc12"))).contains("it must have 6 to 128 characters");
        assertThat(PasswordRules.problem(Secret.of("abcdef"))).contains("it must have a digit");
        assertThat(PasswordRules.problem(Secret.of("пароль1"))).hasValueSatisfying(text -> assertThat(text).contains("Latin"));
        assertThat(PasswordRules.problem(Secret.of("abc 12"))).isPresent();
        assertThat(PasswordRules.problem(Secret.of("a1-_!@#$%^&*()"))).isEmpty();
    }
}

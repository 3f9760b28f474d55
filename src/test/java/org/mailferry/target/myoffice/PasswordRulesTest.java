package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.PasswordPolicy;
import org.mailferry.kernel.Secret;

class PasswordRulesTest {
    private static final PasswordRules RULES = new PasswordRules(PasswordPolicy.DEFAULT);

    @Test void generatedPasswordsMeetStricterPoliciesToo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Secret password = RULES.generate(random);
            assertThat(RULES.problem(password)).as("seed %d", seed).isEmpty();
            assertThat(password.reveal()).as("seed %d", seed).hasSize(20).matches(".*[A-Z].*[A-Z].*").matches(".*[a-z].*[a-z].*")
                .matches(".*[0-9].*[0-9].*").matches(".*[^A-Za-z0-9].*[^A-Za-z0-9].*");
        }
    }

    @Test void theDefaultPolicyIsKnown() {
        assertThat(RULES.problem(Secret.of("abc12"))).contains("it must have 6 to 128 characters");
        assertThat(RULES.problem(Secret.of("abcdef"))).contains("it must have a digit");
        assertThat(RULES.problem(Secret.of("пароль1"))).hasValueSatisfying(text -> assertThat(text).contains("Latin"));
        assertThat(RULES.problem(Secret.of("abc 12"))).isPresent();
        assertThat(RULES.problem(Secret.of("a1-_!@#$%^&*()"))).isEmpty();
    }

    @Test void aSitesOwnPolicyIsMetByWhatIsGenerated() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int digits = random.nextInt(6);
            int upper = random.nextInt(6);
            int lower = random.nextInt(6);
            int special = random.nextInt(6);
            int least = Math.max(1, digits + upper + lower + special);
            int most = least + random.nextInt(40);
            PasswordRules rules = new PasswordRules(new PasswordPolicy(least + random.nextInt(most - least + 1), most, digits, upper, lower, special));
            assertThat(rules.problem(rules.generate(random))).as("seed %d, %s", seed, rules).isEmpty();
        }
    }

    @Test void aSitesOwnPolicyIsAskedForByName() {
        PasswordRules rules = new PasswordRules(new PasswordPolicy(8, 128, 2, 1, 1, 1));
        assertThat(rules.problem(Secret.of("aB1-cdef"))).contains("it must have 2 digits");
        assertThat(rules.problem(Secret.of("ab12-cdef"))).contains("it must have a capital letter");
        assertThat(rules.problem(Secret.of("aB12cdef"))).contains("it must have a special character");
        assertThat(rules.problem(Secret.of("aB12-cdef"))).isEmpty();
    }
}

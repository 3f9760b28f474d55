package org.mailferry.process.security;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;

/** Length is what makes a password hard to guess; forced digits and signs only make people write it down. */
final class LongPassword implements PasswordPolicyRule {
    static final int LEAST = 10;
    static final String RULE = "A password has at least " + LEAST + " characters and does not contain the user id.";

    static List<PasswordPolicyRule> rules() {
        return List.of(new LongPassword());
    }

    /** The name under which the Admin webapp has a text for this rule. */
    @Override public String getPlaceholder() {
        return "PASSWORD_POLICY_LENGTH";
    }

    @Override public Map<String, String> getParameters() {
        return Map.of("minLength", String.valueOf(LEAST));
    }

    @Override public boolean execute(String candidate) {
        return candidate.codePointCount(0, candidate.length()) >= LEAST;
    }

    @Override public boolean execute(String candidate, @Nullable User user) {
        boolean namesUser = user != null && user.getId() != null && !user.getId().isEmpty() && candidate.contains(user.getId());
        return execute(candidate) && !namesUser;
    }
}

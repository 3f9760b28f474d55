package org.mailferry.lab.pbm;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which values the guide allows in a field (sections 2.4.1 and 2.4.2). */
final class PbmRules {
    private static final Pattern PASSWORD = Pattern.compile("(?=.*[0-9])[A-Za-z0-9\\-_!@#$%^&*()]{6,128}");
    private static final Map<String, Set<String>> VALUES = Map.of(
        "employeeNumber", Set.of("1", "2", "3"),
        "employeeType", Set.of("0", "1", "2", "3"),
        "inetUserStatus", Set.of("0", "1", "2"),
        "lang", Set.of("en-US", "ru-RU", "es-PA", "fr-FR", "it-IT", "pt-BR", "ba-RU", "tt-RU"));

    private PbmRules() {}

    /** The answer to a value that breaks its rule. */
    static Optional<PbmAnswer> broken(String field, String value) {
        if (field.equals("userPassword") && !PASSWORD.matcher(value).matches()) {
            return Optional.of(PbmAnswer.wrong(field, "does not meet the password requirements"));
        }
        if (VALUES.containsKey(field) && !VALUES.get(field).contains(value)) {
            return Optional.of(PbmAnswer.wrong(field, "is not one of the allowed values"));
        }
        if (field.equals("quota") && !value.matches("\\d{1,15}")) {
            return Optional.of(PbmAnswer.wrong(field, "must be digits"));
        }
        return Optional.empty();
    }
}

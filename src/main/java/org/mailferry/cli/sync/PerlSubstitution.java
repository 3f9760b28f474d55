package org.mailferry.cli.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mailferry.cli.endpoint.UsageException;

/** A Perl substitution such as {@code s/old/new/} or {@code s,old,new,gi}, as people write it behind {@code --regextrans2}. */
final class PerlSubstitution implements UnaryOperator<String> {
    private static final Map<Character, Character> PAIRS = Map.of('{', '}', '(', ')', '[', ']', '<', '>');

    private final Pattern pattern;
    private final String replacement;
    private final boolean all;

    private PerlSubstitution(Pattern pattern, String replacement, boolean all) {
        this.pattern = pattern;
        this.replacement = replacement;
        this.all = all;
    }

    static PerlSubstitution parse(String text) {
        if (text.length() < 4 || text.charAt(0) != 's' || Character.isLetterOrDigit(text.charAt(1))) {
            throw new UsageException("'" + text + "' is no substitution; write s/old/new/, with g or i behind it");
        }
        char open = text.charAt(1);
        List<String> parts = new ArrayList<>();
        int at = 2;
        for (int part = 0; part < 2; part++) {
            if (part == 1 && PAIRS.containsKey(open)) {
                at = text.indexOf(open, at) + 1;
            }
            int end = at == 0 ? -1 : end(text, at, open);
            if (end < 0) {
                throw new UsageException("'" + text + "' ends too early; write s/old/new/");
            }
            parts.add(unescape(text.substring(at, end), PAIRS.getOrDefault(open, open)));
            at = end + 1;
        }
        return of(text, parts.get(0), parts.get(1), text.substring(at));
    }

    private static PerlSubstitution of(String text, String old, String by, String flags) {
        if (!flags.matches("[gix]*")) {
            throw new UsageException("'" + text + "': of the letters at the end only g, i and x are understood");
        }
        int options = Pattern.UNICODE_CASE | (flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0) | (flags.contains("x") ? Pattern.COMMENTS : 0);
        try {
            return new PerlSubstitution(Pattern.compile(old, options), replacement(text, by), flags.contains("g"));
        } catch (PatternSyntaxException e) {
            throw new UsageException("'" + text + "': " + e.getDescription());
        }
    }

    private static int end(String text, int from, char open) {
        char close = PAIRS.getOrDefault(open, open);
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\\') {
                at++;
            } else if (letter == close && depth-- == 0) {
                return at;
            } else if (letter == open && open != close) {
                depth++;
            }
        }
        return -1;
    }

    /** A delimiter that was escaped only because it is the delimiter. */
    private static String unescape(String part, char delimiter) {
        return Character.isLetterOrDigit(delimiter) || "\\^$.|?*+()[]{}".indexOf(delimiter) >= 0 ? part : part.replace("\\" + delimiter, String.valueOf(delimiter));
    }

    /** Java writes groups as {@code $1} only, and has no change of case. */
    private static String replacement(String text, String by) {
        StringBuilder java = new StringBuilder();
        for (int at = 0; at < by.length(); at++) {
            char letter = by.charAt(at);
            String rest = by.substring(at);
            if (rest.matches("(?s)\\\\[1-9].*") || rest.matches("(?s)\\$[1-9].*")) {
                java.append('$').append(by.charAt(++at));
            } else if (rest.matches("(?s)\\$\\{[1-9]}.*")) {
                java.append('$').append(by.charAt(at + 2));
                at += 3;
            } else if (rest.startsWith("$&")) {
                java.append("$0");
                at++;
            } else if (rest.matches("(?s)\\\\[ULEQul].*")) {
                throw new UsageException("'" + text + "': \\" + by.charAt(at + 1) + " is not understood in a replacement");
            } else if (letter == '\\' && at + 1 < by.length()) {
                java.append('\\').append(by.charAt(++at));
            } else {
                java.append(letter == '$' ? "\\$" : String.valueOf(letter));
            }
        }
        return java.toString();
    }

    @Override public String apply(String name) {
        return all ? pattern.matcher(name).replaceAll(replacement) : pattern.matcher(name).replaceFirst(replacement);
    }
}

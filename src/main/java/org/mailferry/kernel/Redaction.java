package org.mailferry.kernel;

import java.util.List;
import java.util.regex.Pattern;

/** Makes secrets unreadable in a text that a person copied from a terminal. What is not told apart by a word before it stays. */
public final class Redaction {
    private static final String HIDDEN = "•••";
    private static final String WORD = "[\\w.-]*(?:passw(?:or)?d|passwd|passphrase|pwd|secret|token|api_?key|private_?key|jwt_?key|credential|userpassword)[\\w.-]*";
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?(?:-----END \\1-----|\\z)", Pattern.DOTALL);
    private static final List<Pattern> AFTER = List.of(
        Pattern.compile("(?i)(\\bauthorization\\s*:\\s*(?:bearer|basic)\\s+)(\\S+)"),
        Pattern.compile("(?i)(\\bbearer\\s+)([\\w.~+/=-]{8,})"),
        Pattern.compile("(?i)(\\b[a-z][a-z0-9+.-]*://[^\\s/:@]+:)([^\\s@/]+)(?=@)"),
        Pattern.compile("(?i)(ConvertTo-SecureString\\s+(?:-String\\s+)?)('(?:[^']|'')*'|\"[^\"]*\"|\\S+)"),
        Pattern.compile("(?i)((?<![\\w-])(?:-w|-p|--password|--user-password)(?:\\s+|=))(?!-)('(?:[^']|'')*'|\"[^\"]*\"|\\S+)"),
        Pattern.compile("(?i)(?<![\\w-])([\"']?" + WORD + "[\"']?[ \\t]*(?:::|:|=)[ \\t]*)('(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,;}]+)"));

    private Redaction() {}

    public static String of(String text) {
        String clean = PEM.matcher(text).replaceAll("-----$1 " + HIDDEN + "-----");
        for (Pattern pattern : AFTER) {
            clean = pattern.matcher(clean).replaceAll("$1" + HIDDEN);
        }
        return clean;
    }
}

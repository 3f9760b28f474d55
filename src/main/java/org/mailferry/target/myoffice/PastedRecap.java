package org.mailferry.target.myoffice;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.audit.CheckResult;
import org.mailferry.target.PastedText;

/** Judges the {@code PLAY RECAP} that ends {@code deploy_psn_<DATE>.log}: nothing failed and every host was reached (N52). */
public final class PastedRecap {
    private static final String ID = "installation:myoffice";
    private static final String ROW = "N52";
    private static final String HEADER = "PLAY RECAP";
    private static final Pattern STARTED = Pattern.compile("(?<!\\S)(\\S++)\\s++:\\s++ok=|(?<!\\S)(\\S++)\\s++:\\s*+(?:ok?)?\\z");
    private static final Pattern COUNTS = Pattern.compile("[0-9]++\\s++changed=[0-9]++\\s++unreachable=([0-9]++)\\s++failed=([0-9]++)(?!\\S)");

    private PastedRecap() {}

    /** Never throws for what was pasted. Every recap in it counts: an earlier run that failed is red as long as it is pasted. */
    public static CheckResult judge(String pasted) {
        String text = PastedText.plain(pasted);
        int header = text.indexOf(HEADER);
        if (header < 0) {
            return red("No PLAY RECAP is in what was pasted: the run broke off, or its last lines are missing.");
        }
        Set<String> hosts = new TreeSet<>();
        StringBuilder problems = new StringBuilder();
        Matcher started = STARTED.matcher(text).region(header, text.length());
        while (started.find()) {
            String host = started.group(1) == null ? started.group(2) : started.group(1);
            hosts.add(host);
            problems.append(problem(host, text, started));
        }
        if (hosts.isEmpty()) {
            return red("No host follows PLAY RECAP: paste the lines below it too.");
        }
        if (problems.length() > 0) {
            return red(problems.toString().trim());
        }
        return new CheckResult(ID, ROW, CheckResult.Status.GREEN, "Nothing failed and none was unreachable on " + String.join(", ", hosts) + ".");
    }

    private static String problem(String host, String text, Matcher started) {
        Matcher counts = COUNTS.matcher(text).region(started.end(), text.length());
        if (started.group(1) == null || !counts.lookingAt()) {
            return " " + host + ": its line is cut or wrapped, paste from a wider terminal.";
        }
        if (zero(counts.group(1)) && zero(counts.group(2))) {
            return "";
        }
        return " " + host + ": unreachable=" + counts.group(1) + " failed=" + counts.group(2) + ".";
    }

    private static boolean zero(String count) {
        return count.chars().allMatch(digit -> digit == '0');
    }

    private static CheckResult red(String text) {
        return new CheckResult(ID, ROW, CheckResult.Status.RED, text);
    }
}

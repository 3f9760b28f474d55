package org.mailferry.mailflow.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code by} host of a Received line (RFC 5321 §4.4). Each hop adds its line on top, so the chain reads backwards. */
final class ReceivedLine {
    private static final Pattern BY = Pattern.compile("(?:^|\\s)by\\s+([^\\s;()]+)", Pattern.CASE_INSENSITIVE);

    private ReceivedLine() {}

    static List<String> hops(String[] lines) {
        List<String> hops = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = BY.matcher(line);
            if (matcher.find()) {
                hops.add(matcher.group(1));
            }
        }
        Collections.reverse(hops);
        return hops;
    }
}

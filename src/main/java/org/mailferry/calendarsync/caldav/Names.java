package org.mailferry.calendarsync.caldav;

import java.util.regex.Pattern;
import org.mailferry.kernel.Sha256;

/** Where things of ours are stored. The same UID always has the same place, different UIDs never share one, whatever a server folds or normalises. */
final class Names {
    /** No capital letters, because file systems may fold them; no other letters, because they may be normalised. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");
    private static final String DIGEST = "u-";

    private Names() {}

    static String ofItem(String uid) {
        boolean plain = PLAIN.matcher(uid).matches() && !uid.startsWith(DIGEST);
        return (plain ? uid : DIGEST + Sha256.hex(uid)) + ".ics";
    }

    static String ofCalendar(String key) {
        return "c-" + Sha256.hex(key).substring(0, 40);
    }
}

package org.mailferry.calendarsync.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What Exchange calls an item that came from elsewhere: its own id in hexadecimal, with the UID inside, [MS-OXCICAL] §2.1.3.1.1.20.26. */
final class UidText {
    private static final Pattern GLOBAL_OBJECT_ID = Pattern.compile("(?i)040000008200E00074C5B7101A82E008[0-9A-F]*");
    private static final int DATA = 40;
    private static final byte[] MARK = "vCal-Uid\u0001\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private UidText() {}

    /** The UID inside; the text itself when there is none, as with everything that Exchange made. */
    static String decoded(String uid) {
        if (!GLOBAL_OBJECT_ID.matcher(uid).matches() || uid.length() % 2 != 0) {
            return uid;
        }
        byte[] id = HexFormat.of().parseHex(uid);
        if (id.length <= DATA + MARK.length || !Arrays.equals(Arrays.copyOfRange(id, DATA, DATA + MARK.length), MARK)) {
            return uid;
        }
        int end = DATA + MARK.length;
        while (end < id.length && id[end] != 0) {
            end++;
        }
        return new String(id, DATA + MARK.length, end - DATA - MARK.length, StandardCharsets.UTF_8);
    }
}

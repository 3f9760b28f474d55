package org.mailferry.target;

import java.util.regex.Pattern;

/** What a person copied from a terminal, without what terminals and mail programs add to it. */
public final class PastedText {
    // Some terminals copy the colour code without its escape character, so "[0;32m" goes too.
    private static final Pattern CODES = Pattern.compile("\u001B\\][^\u0007\u001B]*+(?:\u0007|\u001B\\\\)|\u001B\\[[0-?]*+[ -/]*+[@-~]|\\[[0-9;]{1,8}m");
    private static final Pattern INVISIBLE = Pattern.compile("[\u200B\u200C\u200D\u2060\uFEFF]");
    private static final Pattern SPACES = Pattern.compile("[\\t\u00A0\u2007\u202F]");

    private PastedText() {}

    /** Lines end with {@code \n}; columns are parted by spaces. */
    public static String plain(String pasted) {
        String text = CODES.matcher(pasted).replaceAll("");
        text = INVISIBLE.matcher(text).replaceAll("");
        text = SPACES.matcher(text).replaceAll(" ");
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}

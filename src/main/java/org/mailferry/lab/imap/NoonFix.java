package org.mailferry.lab.imap;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Writes the time in an APPEND between 12 and 13 o'clock as the same instant an hour later in a zone an hour further east: the server
 * behind (GreenMail 2.1.13) reads the hour 12 as midnight. Lines are passed on whole; everything else stays as it is, to the byte.
 */
final class NoonFix extends FilterOutputStream {
    private static final int LONGEST_COMMAND = 8_192;
    private static final Pattern NOON = Pattern.compile("( APPEND [^\\r\\n]*\"[ \\d]\\d-\\w{3}-\\d{4} )12(:\\d\\d:\\d\\d )([+-])(\\d\\d)(\\d\\d)\"");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    NoonFix(OutputStream out) {
        super(out);
    }

    @Override public void write(int octet) throws IOException {
        line.write(octet);
        if (octet == '\n' || line.size() >= LONGEST_COMMAND) {
            passOn();
        }
    }

    @Override public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
        out.flush();
    }

    @Override public void close() throws IOException {
        passOn();
        super.close();
    }

    private void passOn() throws IOException {
        // ISO-8859-1 keeps every byte.
        String text = line.toString(StandardCharsets.ISO_8859_1);
        out.write(NOON.matcher(text).replaceAll(NoonFix::anHourFurtherEast).getBytes(StandardCharsets.ISO_8859_1));
        line.reset();
    }

    private static String anHourFurtherEast(MatchResult noon) {
        int minutes = Integer.parseInt(noon.group(4)) * 60 + Integer.parseInt(noon.group(5));
        int further = (noon.group(3).equals("-") ? -minutes : minutes) + 60;
        String zone = String.format("%s%02d%02d", further < 0 ? "-" : "+", Math.abs(further) / 60, Math.abs(further) % 60);
        return java.util.regex.Matcher.quoteReplacement(noon.group(1) + "13" + noon.group(2) + zone + "\"");
    }
}

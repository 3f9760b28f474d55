package org.mailferry.mailflow.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.io.IOException;

/** Finds the invitation in a message, RFC 6047 §2.4. */
final class CalendarPart {
    static final String NO_METHOD = "none named";
    private static final int DEEPEST = 10;

    private CalendarPart() {}

    /** Empty when there is none. */
    static String method(Part message) throws MessagingException, IOException {
        return method(message, DEEPEST);
    }

    private static String method(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("text/calendar") || part.isMimeType("application/ics")) {
            return named(part.getContentType());
        }
        if (depth == 0 || !part.isMimeType("multipart/*") || !(part.getContent() instanceof Multipart parts)) {
            return "";
        }
        for (int i = 0; i < parts.getCount(); i++) {
            String found = method(parts.getBodyPart(i), depth - 1);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String named(String contentType) {
        try {
            String method = new ContentType(contentType).getParameter("method");
            return method == null ? NO_METHOD : method.replaceAll("[^A-Za-z-]", "");
        } catch (ParseException e) {
            return NO_METHOD;
        }
    }
}

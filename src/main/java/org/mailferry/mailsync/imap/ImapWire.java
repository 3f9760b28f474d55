package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Content;

/** Angus Mail's IMAP connection, spoken to line by line. One thread at a time. */
final class ImapWire extends IMAPProtocol {
    private static final String QUIET = "mailferry.imap.wire";
    // Held so that it is not collected: the protocol's trace would show mail, so it stays off whatever the log's level is.
    private static final Logger WIRE = Logger.getLogger(QUIET);
    private static final int NON_SYNC_LIMIT = 4096;

    private final MailEndpoint endpoint;
    private final Map<String, ImapLine> early = new HashMap<>();
    private int lastTag;
    private String farewell = "";

    static {
        WIRE.setLevel(Level.OFF);
    }

    ImapWire(MailEndpoint endpoint, Properties properties) throws IOException, ProtocolException {
        super("imap", endpoint.host(), endpoint.port(), properties, endpoint.security() == TransportSecurity.TLS,
            new MailLogger(QUIET, "", false, System.err));
        this.endpoint = endpoint;
    }

    @Override public Response readResponse() throws IOException, ProtocolException {
        return new ImapLine(this);
    }

    /** Sends a command and reads up to its answer. @return the tagged line, whatever it says */
    ImapLine run(String command, Consumer<ImapLine> untagged) {
        try {
            String tag = begin(command);
            write("\r\n");
            getOutputStream().flush();
            return await(tag, untagged);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Sends a command that ends in a literal, without waiting for its answer where the server allows it.
     *
     * @return the tag to {@link #await}, or empty text when the server refused the literal; the refusal went to {@code refused}
     */
    String send(String command, Content literal, Consumer<ImapLine> refused) {
        try {
            boolean waits = !(hasCapability("LITERAL+") || hasCapability("LITERAL-") && literal.sizeBytes() <= NON_SYNC_LIMIT);
            String tag = begin(command + " {" + literal.sizeBytes() + (waits ? "}\r\n" : "+}\r\n"));
            if (waits) {
                getOutputStream().flush();
                ImapLine answer = (ImapLine) readResponse();
                while (!answer.isContinuation() && !isAnswerTo(tag, answer)) {
                    answer = next(answer);
                }
                if (!answer.isContinuation()) {
                    refused.accept(answer);
                    return "";
                }
            }
            OutputStream out = getOutputStream();
            literal.writeTo(out);
            write("\r\n");
            out.flush();
            return tag;
        } catch (IOException | ProtocolException e) {
            throw broken(e);
        }
    }

    /**
     * AUTHENTICATE with one response of the client, sent along where the server takes it so (RFC 4959).
     *
     * @param challenged gets each further challenge, decoded, and says what to answer
     * @return the tagged line, whatever it says
     */
    ImapLine authenticate(String mechanism, byte[] response, Function<String, String> challenged) {
        try {
            boolean along = hasCapability("SASL-IR");
            String encoded = Base64.getEncoder().encodeToString(response);
            String tag = begin("AUTHENTICATE " + mechanism + (along ? " " + encoded : ""));
            write("\r\n");
            getOutputStream().flush();
            boolean told = along;
            ImapLine line = (ImapLine) readResponse();
            while (!isAnswerTo(tag, line)) {
                if (line.isContinuation()) {
                    write((told ? challenged.apply(challenge(line)) : encoded) + "\r\n");
                    getOutputStream().flush();
                    told = true;
                }
                line = next(line);
            }
            return line;
        } catch (IOException | ProtocolException e) {
            throw broken(e);
        }
    }

    private static String challenge(ImapLine line) {
        try {
            return new String(Base64.getDecoder().decode(line.text().strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return line.text();
        }
    }

    ImapLine await(String tag, Consumer<ImapLine> untagged) {
        ImapLine known = early.remove(tag);
        if (known != null) {
            return known;
        }
        try {
            ImapLine line = (ImapLine) readResponse();
            while (!isAnswerTo(tag, line)) {
                if (line.isUnTagged()) {
                    untagged.accept(line);
                }
                line = next(line);
            }
            return line;
        } catch (IOException | ProtocolException e) {
            throw broken(e);
        }
    }

    private ImapLine next(ImapLine line) throws IOException, ProtocolException {
        if (line.isBYE()) {
            farewell = line.text();
        }
        if (line.isTagged()) {
            early.put(line.getTag(), line);
        }
        return (ImapLine) readResponse();
    }

    private static boolean isAnswerTo(String tag, ImapLine line) {
        return line.isTagged() && tag.equals(line.getTag());
    }

    private String begin(String command) throws IOException {
        String tag = "F" + ++lastTag;
        write(tag + " " + command);
        return tag;
    }

    private void write(String text) throws IOException {
        getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private RuntimeException broken(Exception e) {
        return ImapFailure.connectionLost(endpoint, farewell.isEmpty() ? e.getMessage() : farewell, e);
    }
}

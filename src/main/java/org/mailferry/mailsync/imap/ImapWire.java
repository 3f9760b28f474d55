package org.mailferry.mailsync.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.iap.ResponseInputStream;
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
    private static final String RESPONSES = "mailferry.responses";
    private static final String PATIENCE = "mailferry.patience";
    private static final int NON_SYNC_LIMIT = 4096;

    private final MailEndpoint endpoint;
    private final Map<String, ImapLine> early = new HashMap<>();
    private int lastTag;
    private String farewell = "";
    private Optional<Runnable> question = Optional.empty();

    static {
        WIRE.setLevel(Level.OFF);
    }

    ImapWire(MailEndpoint endpoint, Properties properties, Responses responses, Patience patience) throws IOException, ProtocolException {
        super("imap", endpoint.host(), endpoint.port(), with(properties, responses, patience), endpoint.security() == TransportSecurity.TLS,
            new MailLogger(QUIET, "", false, System.err));
        this.endpoint = endpoint;
    }

    private static Properties with(Properties properties, Responses responses, Patience patience) {
        properties.put(RESPONSES, responses);
        properties.put(PATIENCE, patience);
        return properties;
    }

    /** Also called while the connection is being made, so its parts are found in the properties. */
    ResponseReader responses() {
        return ((Responses) props.get(RESPONSES)).reader();
    }

    private Patience patience() {
        return (Patience) props.get(PATIENCE);
    }

    private OutputStream out() {
        return patience().over(getOutputStream());
    }

    @Override protected ResponseInputStream getInputStream() {
        return responses();
    }

    @Override public Response readResponse() throws IOException, ProtocolException {
        patience().listen();
        ImapLine line = new ImapLine(this);
        if (line.isTagged()) {
            patience().answered(line.getTag());
        }
        return line;
    }

    /** Sends a command and reads up to its answer. @return the tagged line, whatever it says */
    ImapLine run(String command, Consumer<ImapLine> untagged) {
        String tag = begin(command);
        end();
        return await(tag, untagged);
    }

    /** Takes leave, and waits for the server's farewell a moment only. */
    void farewell() {
        patience().part();
        run("LOGOUT", line -> { });
    }

    /**
     * Takes in what is still to come of an earlier question, before anything else is said. One question may stay open at a time.
     *
     * @param takeIn reads its answers; called once, at the next command
     */
    void leaveOpen(Runnable takeIn) {
        question = Optional.of(takeIn);
    }

    void closeQuestion() {
        question = Optional.empty();
    }

    boolean hasOpenQuestion() {
        return question.isPresent();
    }

    /** Begins a command, to be followed by its literals and its {@link #end}. */
    String begin(String command) {
        Optional<Runnable> open = question;
        question = Optional.empty();
        open.ifPresent(Runnable::run);
        String tag = "F" + ++lastTag;
        write(tag + " " + command);
        return tag;
    }

    /** The number behind {@code NAME=} among the server's capabilities. */
    OptionalLong capabilityNumber(String name) {
        return getCapabilities().keySet().stream().filter(word -> word.matches("(?i)" + name + "=\\d{1,18}"))
            .mapToLong(word -> Long.parseLong(word.substring(name.length() + 1))).findFirst();
    }

    /**
     * Goes on with a command by a literal, without asking first where the server allows it.
     *
     * @param before what of the command comes before it
     * @return the server's answer to the whole command when it did not want the literal
     */
    Optional<ImapLine> literal(String tag, String before, Content literal) {
        try {
            boolean waits = !takesUnasked(literal.sizeBytes());
            write(before + " {" + literal.sizeBytes() + (waits ? "}\r\n" : "+}\r\n"));
            if (waits) {
                out().flush();
                ImapLine answer = (ImapLine) readResponse();
                while (!answer.isContinuation() && !isAnswerTo(tag, answer)) {
                    answer = next(answer);
                }
                if (!answer.isContinuation()) {
                    return Optional.of(answer);
                }
            }
            literal.writeTo(out());
            patience().gave(tag, literal.sizeBytes());
            return Optional.empty();
        } catch (IOException | ProtocolException e) {
            throw broken(e);
        }
    }

    private boolean takesUnasked(long sizeBytes) {
        return hasCapability("LITERAL+") || hasCapability("LITERAL-") && sizeBytes <= NON_SYNC_LIMIT;
    }

    void end() {
        try {
            write("\r\n");
            out().flush();
        } catch (IOException e) {
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
            out().flush();
            boolean told = along;
            ImapLine line = (ImapLine) readResponse();
            while (!isAnswerTo(tag, line)) {
                if (line.isContinuation()) {
                    write((told ? challenged.apply(challenge(line)) : encoded) + "\r\n");
                    out().flush();
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

    /** Reads up to a command's answer, which may have come before. */
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
                line.drop();
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

    private void write(String text) {
        try {
            out().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private RuntimeException broken(Exception e) {
        return ImapFailure.connectionLost(endpoint, farewell.isEmpty() ? patience().reason(e) : farewell, e);
    }
}

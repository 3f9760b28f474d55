package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;

/** Answers that no good server gives, and that a damaged store or a product gives all the same. No message may be overlooked over them. */
class OddServerTest {
    private static final String DATE = "INTERNALDATE \"01-Jan-2020 10:00:00 +0300\"";

    private final ServerSocket server;
    private final List<String> read = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    OddServerTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach void stop() throws IOException {
        server.close();
    }

    @Test void contentThatIsNilIsRefusedAndNoEmptyMessage() {
        readAll(command -> command.contains("BODY") ? "* 1 FETCH (UID 1 FLAGS () " + DATE + " BODY[] NIL)\r\n* 2 FETCH (UID 2 FLAGS () " + DATE
            + " BODY[] \"\")\r\n" : listing(command, 5, 0));
        assertThat(read).containsExactly("2:");
        assertThat(refused).containsExactly("1");
    }

    @Test void aMessageLeftOutOfAnAnswerIsRefusedAndNotTakenForGone() {
        readAll(command -> command.contains("BODY") ? "* 2 FETCH (UID 2 FLAGS () " + DATE + " BODY[] hello)\r\n" : listing(command, 5, 5));
        assertThat(read).containsExactly("2:hello");
        assertThat(refused).containsExactly("1");
    }

    @Test void aMessageThatVanishedIsNeitherReadNorRefused() {
        readAll(command -> command.contains("BODY") || command.endsWith("(UID)") ? "" : listing(command, 5, 5));
        assertThat(read).isEmpty();
        assertThat(refused).isEmpty();
    }

    @Test void aMessageListedInPartIsListed() {
        List<MessageEntry> listed = readAll(command -> command.contains("BODY") ? "" : command.contains("RFC822.SIZE")
            ? "* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n" + listing(command, 5, 5) + "* 2 FETCH (FLAGS ())\r\n* 3 FETCH (UID 3 FLAGS ())\r\n" : "");
        assertThat(listed).extracting(MessageEntry::uid, MessageEntry::sizeBytes).containsExactly(
            org.assertj.core.api.Assertions.tuple(1L, 5L), org.assertj.core.api.Assertions.tuple(2L, 5L), org.assertj.core.api.Assertions.tuple(3L, 0L));
    }

    @Test void aBracketInAKeywordIsALetter() {
        List<MessageEntry> listed = readAll(command -> command.contains("BODY") ? "* 1 FETCH (UID 1 FLAGS ([odd) " + DATE + " BODY[] hello)\r\n"
            : command.contains("RFC822.SIZE") ? "* 1 FETCH (UID 1 FLAGS ([odd) " + DATE + " RFC822.SIZE 5)\r\n" : "");
        assertThat(listed).extracting(MessageEntry::flags).containsExactly(org.mailferry.mailsync.Flags.of("[odd"));
        assertThat(read).containsExactly("1:hello");
    }

    @Test void aSizeThatIsTooSmallCutsNothingOff() {
        int part = 1 << 20;
        int claimed = 9 * part;
        readAll(command -> {
            if (!command.contains("BODY")) {
                return listing(command, claimed, claimed).lines().findFirst().map(line -> line + "\r\n").orElse("");
            }
            int from = command.contains("<") ? Integer.parseInt(command.replaceAll(".*<(\\d+)\\..*", "$1")) : 0;
            String content = "x".repeat(claimed + 7);
            String given = command.contains("<") ? content.substring(from, Math.min(from + part, content.length())) : content;
            return "* 1 FETCH (UID 1 FLAGS () " + DATE + " BODY[]" + (command.contains("<") ? "<" + from + ">" : "") + " {" + given.length() + "}\r\n" + given + ")\r\n";
        });
        assertThat(read).containsExactly("1:" + (claimed + 7) + " bytes");
    }

    private static String listing(String command, int firstSize, int secondSize) {
        if (command.endsWith("(UID)")) {
            return "* 1 FETCH (UID 1)\r\n";
        }
        return command.contains("RFC822.SIZE") ? "* 1 FETCH (UID 1 FLAGS () " + DATE + " RFC822.SIZE " + firstSize + ")\r\n* 2 FETCH (UID 2 FLAGS () "
            + DATE + " RFC822.SIZE " + secondSize + ")\r\n" : "";
    }

    /** Lists and reads INBOX on a server that answers so. */
    private List<MessageEntry> readAll(UnaryOperator<String> answers) {
        Thread serving = new Thread(() -> serve(answers), "odd-server");
        serving.setDaemon(true);
        serving.start();
        MailAccount account = new MailAccount(MailEndpoint.of("127.0.0.1", server.getLocalPort(), TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD,
            "anna", Optional.empty(), SecretReference.parse("env:NONE"));
        ImapMailStores stores = new ImapMailStores(reference -> Secret.of("secret"), MailsyncSettings.defaults());
        try (MailStore store = stores.open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(60), Duration.ofSeconds(20)))) {
            OpenedFolder inbox = store.openForReading("INBOX");
            List<MessageEntry> listed = inbox.entriesFrom(1);
            inbox.read(listed, message -> {
                java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
                try {
                    message.content().writeTo(bytes);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                read.add(message.uid() + ":" + (bytes.size() < 100 ? bytes.toString(StandardCharsets.UTF_8) : bytes.size() + " bytes"));
                message.content().close();
            }, (uid, reason) -> refused.add(String.valueOf(uid)));
            return listed;
        }
    }

    private void serve(UnaryOperator<String> answers) {
        try (Socket client = server.accept()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            out.write("* OK [CAPABILITY IMAP4rev1] ready\r\n".getBytes(StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String tag = line.substring(0, line.indexOf(' '));
                String command = line.substring(tag.length() + 1);
                String answer = command.startsWith("CAPABILITY") ? "* CAPABILITY IMAP4rev1\r\n"
                    : command.startsWith("EXAMINE") ? "* 2 EXISTS\r\n* OK [UIDVALIDITY 9] .\r\n* OK [UIDNEXT 4] .\r\n"
                    : command.startsWith("UID FETCH") ? answers.apply(command) : "";
                out.write((answer + tag + " OK done\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }
}

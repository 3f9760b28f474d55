package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.iap.ByteArray;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Sha256;
import org.mailferry.mailsync.Content;

/** What a server may announce and send without more memory being taken than allowed. */
class ResponseReaderTest {
    private static final int MEGABYTE = 1 << 20;

    private final ContentMemory memory = new ContentMemory(3 * MEGABYTE, 2 * MEGABYTE);

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private ResponseReader reader(InputStream... parts) {
        return new ResponseReader(new SequenceInputStream(Collections.enumeration(List.of(parts))), memory);
    }

    private static String line(ResponseReader reader) throws IOException {
        ByteArray line = reader.readResponse(null);
        return new String(line.getBytes(), 0, line.getCount(), StandardCharsets.ISO_8859_1);
    }

    private static String read(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        assertThat(content.sha256()).isEqualTo(Sha256.hex(bytes.toByteArray()));
        assertThat(content.sizeBytes()).isEqualTo(bytes.size());
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test void shortLiteralsStayInTheLineAndLongOnesApart() throws IOException {
        ResponseReader reader = reader(text("* 1 FETCH (A {3}\r\na\nb BODY[] {2000}\r\n" + "x".repeat(2000) + " C {0}\r\n)\r\n* 2 EXISTS\r\n"));
        assertThat(line(reader)).isEqualTo("* 1 FETCH (A {3}\r\na\nb BODY[] {2000}\r\n C {0}\r\n)\r\n");
        Map<Integer, Literal> literals = reader.takeLiterals();
        assertThat(literals).hasSize(1);
        assertThat(read(literals.values().iterator().next().take())).isEqualTo("x".repeat(2000));
        assertThat(line(reader)).isEqualTo("* 2 EXISTS\r\n");
        assertThat(reader.takeLiterals()).isEmpty();
    }

    @Test void lineFeedsAloneAndBracesAreNoEnd() throws IOException {
        ResponseReader reader = reader(text("* OK a\nb}\r\n* OK {x}\r\n* OK {}\r\n* OK 5}\r\n* OK {99999999999999999999}\r\n"));
        assertThat(line(reader)).isEqualTo("* OK a\nb}\r\n");
        assertThat(line(reader)).isEqualTo("* OK {x}\r\n");
        assertThat(line(reader)).isEqualTo("* OK {}\r\n");
        assertThat(line(reader)).isEqualTo("* OK 5}\r\n");
        assertThat(line(reader)).isEqualTo("* OK {99999999999999999999}\r\n");
    }

    @Test void whatHasNoRoomGoesThroughAFile() throws IOException {
        String megabyte = "y".repeat(MEGABYTE);
        ResponseReader reader = reader(text(("* 1 FETCH (BODY[] {" + MEGABYTE + "}\r\n" + megabyte + ")\r\n").repeat(5)));
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            line(reader);
            contents.add(reader.takeLiterals().values().iterator().next().take());
        }
        assertThat(contents).hasOnlyElementsOfTypes(HeldContent.class, SpooledContent.class);
        assertThat(contents).filteredOn(HeldContent.class::isInstance).hasSize(3);
        for (Content content : contents) {
            assertThat(read(content)).isEqualTo(megabyte);
            content.close();
        }
        assertThat(memory.take(2 * MEGABYTE)).as("all was given back").isTrue();
    }

    @Test void aLargeMessageGoesThroughAFileWhateverRoomThereIs() throws IOException {
        ResponseReader reader = reader(text("* 1 FETCH (BODY[] {" + (2 * MEGABYTE + 1) + "}\r\n" + "z".repeat(2 * MEGABYTE + 1) + ")\r\n"));
        line(reader);
        Content content = reader.takeLiterals().values().iterator().next().take();
        assertThat(content).isInstanceOf(SpooledContent.class);
        assertThat(read(content)).hasSize(2 * MEGABYTE + 1);
        content.close();
    }

    /** 100 TB are announced; nothing is made ready for them, and the file goes with the connection. */
    @Test void anAnnouncedSizeIsNotBelieved() {
        ResponseReader reader = reader(text("* 1 FETCH (BODY[] {100000000000000}\r\nshort"));
        assertThatThrownBy(() -> line(reader)).isInstanceOf(IOException.class).hasMessage("The server closed the connection");
    }

    @Test void aLineWithoutEndIsGivenUp() {
        InputStream endless = new InputStream() {
            @Override public int read() {
                return 'a';
            }

            @Override public int read(byte[] to, int from, int count) {
                java.util.Arrays.fill(to, from, from + count, (byte) 'a');
                return count;
            }
        };
        assertThatThrownBy(() -> line(new ResponseReader(endless, memory))).isInstanceOf(IOException.class).hasMessageContaining("without end");
    }
}

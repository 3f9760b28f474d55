package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MailAccount;
import org.mailferry.mailsync.AppendOutcome;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderPath;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.FolderStatus;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.RemoteFolder;
import org.mailferry.mailsync.Uids;
import org.springframework.util.unit.DataSize;

/** What the engine needs of every IMAP server. */
abstract class MailStoresContract {
    private static final MailsyncSettings SETTINGS = new MailsyncSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), 100, DataSize.ofMegabytes(4),
        DataSize.ofKilobytes(600), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20), 3, DataSize.ofMegabytes(2), 2);

    private MailStores stores;
    private MailStore store;

    abstract MailStores stores(MailsyncSettings settings);

    abstract MailAccount account();

    abstract MailAccount wrongPassword();

    /** GreenMail parses messages, and puts question marks where a header is not ASCII. */
    boolean keepsEightBitHeaders() {
        return true;
    }

    static Deadline deadline() {
        return Deadline.in(Clock.systemUTC(), Duration.ofSeconds(50), Duration.ofSeconds(10));
    }

    @BeforeEach void logIn() {
        stores = stores(SETTINGS);
        store = stores.open(account(), deadline());
    }

    @AfterEach void logOut() {
        store.close();
    }

    private static Message message(String text, String date, String... flags) {
        return new Message(0, Flags.of(flags), new InternalDate(date), Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Map<Long, String> read(OpenedFolder folder, List<MessageEntry> entries) {
        Map<Long, String> texts = new HashMap<>();
        folder.read(entries, message -> {
            try (Content content = message.content(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                content.writeTo(out);
                assertThat((long) out.size()).isEqualTo(content.sizeBytes());
                assertThat(Content.of(out.toByteArray()).sha256()).isEqualTo(content.sha256());
                texts.put(message.uid(), out.toString(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }, (uid, reason) -> texts.put(uid, "refused: " + reason));
        return texts;
    }

    @Test void bytesDatesFlagsAndKeywordsComeBackAsTheyWere() {
        String text = "Subject: " + (keepsEightBitHeaders() ? "\u00cf\u00d2\u00c9" : "") + "\r\nX-Long: " + "x".repeat(3000) + "\r\n\r\nbody\r\n";
        OpenedFolder inbox = store.openForWriting("INBOX");
        List<AppendOutcome> outcomes = inbox.append(List.of(message(text, "31-Dec-2019 23:59:59 +0300", "\\Seen", "\\Flagged", "$Label1", "Project-Alpha"),
            message("Subject: b\r\n\r\n", " 1-Feb-2011 00:00:00 -0500")));
        assertThat(outcomes).allMatch(AppendOutcome.Stored.class::isInstance);
        List<MessageEntry> entries = inbox.entriesFrom(1);
        assertThat(entries).extracting(entry -> entry.date().instant().toString()).containsExactly("2019-12-31T20:59:59Z", "2011-02-01T05:00:00Z");
        assertThat(entries.get(0).flags()).isEqualTo(Flags.of("\\seen", "\\Flagged", "$Label1", "Project-Alpha"));
        assertThat(entries.get(1).flags()).isEqualTo(Flags.NONE);
        assertThat(read(inbox, entries)).containsEntry(entries.get(0).uid(), text).containsEntry(entries.get(1).uid(), "Subject: b\r\n\r\n");
        assertThat(inbox.entriesFrom(1).get(1).flags()).as("reading does not mark as read").isEqualTo(Flags.NONE);
    }

    /** GreenMail announces more bytes of a part than it sends. */
    boolean servesParts() {
        return true;
    }

    @Test void aLargeMessageGoesThroughAFileUnchanged() {
        StringBuilder text = new StringBuilder("Subject: large\r\n\r\n");
        Random random = new Random(1);
        while (text.length() < (servesParts() ? 2_500_000 : 500_000)) {
            text.append(Long.toString(random.nextLong(), 36)).append(text.length() % 7 == 0 ? "\r\n" : " ");
        }
        text.append("\r\n");
        OpenedFolder inbox = store.openForWriting("INBOX");
        inbox.append(List.of(message(text.toString(), "01-Jan-2020 00:00:00 +0000")));
        List<MessageEntry> entries = inbox.entriesFrom(1);
        assertThat(read(inbox, entries).get(entries.get(0).uid())).isEqualTo(text.toString());
    }

    @Test void manyMessagesInOneBatchKeepTheirOrder() {
        OpenedFolder inbox = store.openForWriting("INBOX");
        List<Message> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(message("Subject: " + i + "\r\n\r\n" + "y".repeat(i * 100) + "\r\n", "01-Jan-2020 00:00:0" + i % 10 + " +0000"));
        }
        List<AppendOutcome> outcomes = inbox.append(many);
        Map<Long, String> texts = read(inbox, inbox.entriesFrom(1));
        for (int i = 0; i < 60; i++) {
            long uid = ((AppendOutcome.Stored) outcomes.get(i)).uid().orElseThrow();
            assertThat(texts.get(uid)).startsWith("Subject: " + i + "\r\n");
        }
    }

    @Test void listingsAreBoundedByUid() {
        OpenedFolder inbox = store.openForWriting("INBOX");
        assertThat(inbox.entriesFrom(1)).isEmpty();
        assertThat(inbox.uidsFrom(1)).isEqualTo(Uids.NONE);
        assertThat(inbox.flags()).isEmpty();
        inbox.append(List.of(message("Subject: a\r\n\r\n", "01-Jan-2020 00:00:00 +0000"), message("Subject: b\r\n\r\n", "01-Jan-2020 00:00:00 +0000")));
        List<MessageEntry> both = inbox.entriesFrom(1);
        assertThat(both).hasSize(2);
        assertThat(inbox.entriesFrom(both.get(1).uid())).containsExactly(both.get(1));
        assertThat(inbox.entriesFrom(both.get(1).uid() + 1)).isEmpty();
        assertThat(inbox.entries(Set.of(both.get(0).uid(), 9_999L))).containsExactly(both.get(0));
        assertThat(inbox.uidsFrom(1)).isEqualTo(Uids.of(both.get(1).uid(), both.get(0).uid()));
        assertThat(inbox.uidsFrom(both.get(1).uid())).isEqualTo(Uids.of(both.get(1).uid()));
        assertThat(inbox.uidsFrom(both.get(1).uid() + 1)).isEqualTo(Uids.NONE);
        assertThat(inbox.flags(both.get(1).uid(), both.get(1).uid())).containsOnlyKeys(both.get(1).uid());
    }

    @Test void flagsAreAddedAndRemoved() {
        OpenedFolder inbox = store.openForWriting("INBOX");
        inbox.append(List.of(message("Subject: a\r\n\r\n", "01-Jan-2020 00:00:00 +0000", "\\Seen", "$Label1")));
        long uid = inbox.entriesFrom(1).get(0).uid();
        inbox.changeFlags(List.of(uid), Flags.of("\\Answered", "$Label2"), Flags.of("$Label1"));
        inbox.changeFlags(List.of(uid), Flags.NONE, Flags.NONE);
        assertThat(inbox.flags()).containsEntry(uid, Flags.of("\\Seen", "\\Answered", "$Label2"));
    }

    /** Names that some servers refuse. */
    List<FolderPath> oddPaths() {
        return List.of(FolderPath.of("Quote\"s and \\ backslash"), FolderPath.of("50% *"), FolderPath.of("😀"));
    }

    @Test void foldersWithAnyNameAreCreatedAndListed() {
        String separator = store.hierarchy().separator();
        List<FolderPath> paths = new ArrayList<>(List.of(FolderPath.of("Проекты", "Альфа & Бета"), FolderPath.of("50 (2)")));
        paths.addAll(oddPaths());
        for (FolderPath path : paths) {
            FolderPath writable = store.hierarchy().writable(path);
            assertThat(store.create(store.hierarchy().name(writable))).isInstanceOf(MailStore.FolderCreation.Created.class);
            assertThat(store.create(store.hierarchy().name(writable))).as("again").isInstanceOf(MailStore.FolderCreation.Created.class);
        }
        assertThat(separator).isNotEmpty();
        List<RemoteFolder> folders = store.folders();
        assertThat(folders).extracting(RemoteFolder::path).contains(FolderPath.INBOX).containsAll(paths.stream().map(store.hierarchy()::writable).toList());
        String name = store.hierarchy().name(paths.get(0));
        store.subscribe(name);
        assertThat(store.folders()).filteredOn(folder -> folder.name().equals(name)).allMatch(RemoteFolder::subscribed);
        store.openForWriting(name).append(List.of(message("Subject: a\r\n\r\n", "01-Jan-2020 00:00:00 +0000")));
        // A selected folder's STATUS may be old (RFC 9051 §6.3.11; Courier's is).
        store.openForReading("INBOX");
        FolderStatus status = store.status(name);
        assertThat(status.messages()).isEqualTo(1);
        assertThat(status.uidNext()).isEqualTo(store.openForReading(name).status().uidNext());
        assertThat(status.uidValidity()).isEqualTo(store.openForReading(name).status().uidValidity());
    }

    @Test void aFolderThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> store.openForReading("nowhere")).isInstanceOf(FolderRefusedException.class);
        assertThatThrownBy(() -> store.status("nowhere")).isInstanceOf(FolderRefusedException.class);
        assertThat(store.openForReading("INBOX").status().messages()).as("the connection lives on").isZero();
    }

    @Test void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> stores.open(wrongPassword(), deadline())).isInstanceOf(LoginRefusedException.class)
            .hasMessageContaining("refused the login").hasMessageNotContaining("wrong-one");
    }
}

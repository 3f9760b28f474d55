package org.mailferry.calendarsync.exchange;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ExchangeAttachment;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/** ATTACH lines: Exchange renders only references into a mail that does not exist. */
final class Files {
    private Files() {}

    static Block applied(Block event, List<ExchangeAttachment> attachments, CalendarPolicy policy, Remarks remarks) {
        List<ContentLine> links = event.named("ATTACH").filter(line -> !line.value().strip().toUpperCase(Locale.ROOT).startsWith("CID:"))
            .filter(line -> attachments.isEmpty() || line.parameter("ENCODING").isEmpty()).toList();
        List<ContentLine> files = attachments.stream().flatMap(attachment -> file(attachment, policy, remarks).stream()).toList();
        return event.with("ATTACH", Stream.concat(links.stream(), files.stream()).toList());
    }

    private static Optional<ContentLine> file(ExchangeAttachment attachment, CalendarPolicy policy, Remarks remarks) {
        String name = Texts.clean(attachment.name()).strip();
        if (attachment.item()) {
            remarks.add("Its attached item '" + name + "' was left out, because only files travel");
            return Optional.empty();
        }
        if (attachment.sizeBytes() > policy.maxAttachmentBytes()) {
            remarks.add(tooLarge(name, attachment.sizeBytes(), policy));
            return Optional.empty();
        }
        return bytes(attachment, name, remarks).filter(bytes -> fits(bytes, name, policy, remarks)).map(bytes -> line(attachment, name, bytes));
    }

    private static Optional<byte[]> bytes(ExchangeAttachment attachment, String name, Remarks remarks) {
        try {
            return Optional.of(attachment.bytes().get());
        } catch (MigrationException failure) {
            if (failure.kind() != FailureKind.PERMANENT) {
                throw failure;
            }
            remarks.add("Its file '" + name + "' was left out: " + failure.getMessage());
            return Optional.empty();
        }
    }

    /** The server's count need not be the file's. */
    private static boolean fits(byte[] bytes, String name, CalendarPolicy policy, Remarks remarks) {
        if (bytes.length > policy.maxAttachmentBytes()) {
            remarks.add(tooLarge(name, bytes.length, policy));
            return false;
        }
        return true;
    }

    private static String tooLarge(String name, long sizeBytes, CalendarPolicy policy) {
        return "Its file '" + name + "' of " + sizeBytes + " bytes was left out, because at most " + policy.maxAttachmentBytes() + " bytes travel";
    }

    private static ContentLine line(ExchangeAttachment attachment, String name, byte[] bytes) {
        ContentLine line = ContentLine.of("ATTACH:" + Base64.getEncoder().encodeToString(bytes)).with("VALUE", "BINARY").with("ENCODING", "BASE64");
        String type = attachment.contentType().strip();
        ContentLine typed = type.matches("[\\w.+-]+/[\\w.+-]+") ? line.with("FMTTYPE", type) : line;
        ContentLine named = name.isEmpty() ? typed : typed.with("FILENAME", name);
        return attachment.contentId().filter(id -> attachment.inline() && !id.isBlank()).map(id -> named.with("X-CONTENT-ID", id)).orElse(named);
    }
}

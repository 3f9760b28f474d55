package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MessageEntry;

/** The attributes of one FETCH response, as far as the server sent them. */
record FetchItem(Map<String, Object> attributes) {
    static Optional<FetchItem> of(ImapLine line) {
        if (!line.says("FETCH")) {
            return Optional.empty();
        }
        List<Object> pairs = ImapMailStore.listOf(line.values().get(3));
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            String key = ImapParser.text(pairs.get(i)).toUpperCase(Locale.ROOT);
            attributes.put(key.startsWith("BODY[]") ? "BODY[]" : key, pairs.get(i + 1));
        }
        return Optional.of(new FetchItem(attributes));
    }

    Optional<Long> uid() {
        return Optional.ofNullable(attributes.get("UID")).map(ImapParser::number);
    }

    Optional<Flags> flags() {
        return Optional.ofNullable(attributes.get("FLAGS"))
            .map(value -> Flags.of(ImapMailStore.listOf(value).stream().map(ImapParser::text).toList()));
    }

    Optional<InternalDate> date() {
        return Optional.ofNullable(attributes.get("INTERNALDATE")).map(value -> new InternalDate(ImapParser.text(value)));
    }

    /** Present when content was asked for and given. */
    Optional<byte[]> body() {
        Object body = attributes.get("BODY[]");
        if (body instanceof byte[] bytes) {
            return Optional.of(bytes);
        }
        return Optional.ofNullable(body).map(atom -> atom.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Present when the response holds a whole line of a listing. */
    Optional<MessageEntry> entry() {
        if (uid().isEmpty() || flags().isEmpty() || date().isEmpty() || !attributes.containsKey("RFC822.SIZE")) {
            return Optional.empty();
        }
        return Optional.of(new MessageEntry(uid().get(), flags().get(), date().get(), ImapParser.number(attributes.get("RFC822.SIZE"))));
    }
}

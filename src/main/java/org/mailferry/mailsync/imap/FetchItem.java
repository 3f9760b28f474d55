package org.mailferry.mailsync.imap;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailferry.mailsync.Content;
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
            .map(value -> Flags.of(ImapMailStore.listOf(value).stream().map(ImapParser::name).toList()));
    }

    Optional<InternalDate> date() {
        return Optional.ofNullable(attributes.get("INTERNALDATE")).map(value -> new InternalDate(ImapParser.text(value)));
    }

    /** Content was asked for and given; NIL gives none (RFC 9051 §9, nstring), an empty message is {@code ""}. */
    boolean hasBody() {
        return attributes.containsKey("BODY[]") && !(attributes.get("BODY[]") instanceof ImapParser.Nil);
    }

    /** Whoever takes it closes it. */
    Content takeBody() {
        Object body = attributes.get("BODY[]");
        if (body instanceof Literal literal) {
            return literal.take();
        }
        return Content.of(body instanceof byte[] bytes ? bytes : String.valueOf(body).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The response holds a whole line of a listing. */
    boolean isWhole() {
        return flags().isPresent() && date().isPresent() && attributes.containsKey("RFC822.SIZE");
    }

    /** A line of a listing, as far as the server told it. */
    Optional<MessageEntry> entry() {
        long size = attributes.containsKey("RFC822.SIZE") ? ImapParser.number(attributes.get("RFC822.SIZE")) : 0;
        return uid().map(uid -> new MessageEntry(uid, flags().orElse(Flags.NONE), date().orElse(new InternalDate("")), size));
    }
}

package org.mailferry.mailsync;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The flags and keywords of a message, compared without regard to case (RFC 9051 §2.3.2). {@code \Recent} is left out: it
 * belongs to the session, and a server refuses it in an APPEND.
 */
public record Flags(SortedSet<String> names) {
    public static final Flags NONE = new Flags(Collections.emptySortedSet());

    public Flags {
        SortedSet<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        own.addAll(names);
        own.remove("\\Recent");
        names = Collections.unmodifiableSortedSet(own);
    }

    public static Flags of(Collection<String> names) {
        return new Flags(new TreeSet<>(names));
    }

    public static Flags of(String... names) {
        return of(List.of(names));
    }

    /** @param text names separated by blanks, as {@link #text()} gives them */
    public static Flags parse(String text) {
        return text.isBlank() ? NONE : of(Arrays.asList(text.strip().split(" +")));
    }

    public Flags with(Flags others) {
        SortedSet<String> all = new TreeSet<>(names);
        all.addAll(others.names);
        return new Flags(all);
    }

    public Flags without(Flags others) {
        SortedSet<String> rest = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.stream().filter(name -> !others.names.contains(name)).forEach(rest::add);
        return new Flags(rest);
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    public String text() {
        return String.join(" ", names);
    }

    @Override public boolean equals(Object other) {
        return other instanceof Flags flags && key().equals(flags.key());
    }

    @Override public int hashCode() {
        return key().hashCode();
    }

    @Override public String toString() {
        return "(" + text() + ")";
    }

    private String key() {
        return text().toLowerCase(Locale.ROOT);
    }
}

package org.mailferry.calendarsync;

import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Sha256;

/**
 * Something on which both sides do not agree.
 *
 * @param calendar its name
 * @param uid the item's on the source, or on the target where the source has none; empty where a whole calendar is meant
 * @param event its title, unless it is private
 * @param start of the occurrence; empty where the whole item is meant
 * @param what in a word or sentence: the field, or why
 * @param source what the source has
 * @param target what the target has
 */
public record CalendarDifference(String calendar, Kind kind, String uid, String event, String start, String what, String source, String target) {
    private static final int CODE_LENGTH = 10;
    private static final int LONGEST = 1_000;

    /** In the order in which a person should look at them. */
    public enum Kind {
        /** On the source, not on the target. */
        MISSING,
        /** A side does not give it, or nobody can say when it takes place. */
        UNREADABLE,
        /** A field. */
        CHANGED,
        /** On the target, not on the source; a difference only where both are to be the same. */
        EXTRA,
        /** It could not be carried, for a reason that is known. */
        NOT_CARRIED;

        /** Something may be lost: a person accepts each with a reason of its own. */
        public boolean acceptedAlone() {
            return this == MISSING || this == UNREADABLE;
        }
    }

    public CalendarDifference {
        calendar = cut(calendar);
        start = start.length() <= 100 ? start : start.substring(0, 100);
        uid = uid.replace("\u0000", "");
        event = cut(event);
        what = cut(what);
        source = cut(source);
        target = cut(target);
    }

    private static String cut(String text) {
        String kept = text.replace("\u0000", "");
        return kept.length() <= LONGEST ? kept : kept.substring(0, LONGEST - 1) + "…";
    }

    /** The same for the same finding in another run; an acceptance holds for it alone. */
    public String fingerprint() {
        return Sha256.hex(String.join("\0", calendar, kind.name(), uid, start, what, source, target));
    }

    /** In a sentence, without the calendar and the item. */
    public String words() {
        return switch (kind) {
            case MISSING -> what + " is missing on the target" + (source.isEmpty() ? "" : ": " + source);
            case UNREADABLE -> "cannot be compared: " + what;
            case CHANGED -> what + " '" + source + "' is '" + target + "' on the target";
            case EXTRA -> what + " is only on the target" + (target.isEmpty() ? "" : ": " + target);
            case NOT_CARRIED -> "could not be carried: " + what;
        };
    }

    /** Names this finding of this mailbox in a form. */
    public String code(MailboxId mailbox) {
        return Sha256.hex(mailbox.text() + "\0" + fingerprint()).substring(0, CODE_LENGTH);
    }
}

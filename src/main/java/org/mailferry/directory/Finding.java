package org.mailferry.directory;

import java.util.Comparator;
import java.util.Locale;

/**
 * One thing about one address in which directory, plan and target do not agree.
 *
 * @param address whose it is, or which address is meant
 * @param text what was seen and the way out, in a sentence or two
 */
public record Finding(Kind kind, String address, String text) {
    /** In the order of a report. */
    public enum Kind {
        /** Several entries of the directory have the address. */
        DUPLICATE_ADDRESS("V15", true),
        /** On the target the address belongs to somebody else. */
        ADDRESS_TAKEN("V15", true),
        DISABLED_BUT_OPEN("V15", true),
        MISSING_AFTER_MOVE("V15", true),
        EXTRA_ON_TARGET("T11", true),
        LATE_JOINER("V16", true),
        /** The directory has an alias that neither the plan nor the target has. */
        ALIAS_LOST("V15", true),
        /** The wave will set it. */
        ALIAS_NOT_YET("V15", false),
        ALIAS_ONLY_ON_TARGET("T11", false),
        NAME_DIFFERS("V15", false),
        MISSING_UNTIL_WAVE("V15", false),
        BLOCKED_EXTRA("T11", false),
        MEMBER_WITHOUT_MAILBOX("V15", false),
        EMPTY_LIST("V15", false);

        private final String row;
        private final boolean blocking;

        Kind(String row, boolean blocking) {
            this.row = row;
            this.blocking = blocking;
        }

        /** The row of the inventory that asks for it. */
        public String row() {
            return row;
        }

        /** Whether somebody must repair or waive it before the migration goes on. */
        public boolean blocking() {
            return blocking;
        }

        /** {@code ADDRESS_TAKEN} is {@code address-taken}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** By kind, then by address: the same findings always make the same report. */
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::kind).thenComparing(finding -> finding.address().toLowerCase(Locale.ROOT))
        .thenComparing(Finding::text);

    /** The id of its check. */
    public String id() {
        return DirectoryChecks.PREFIX + kind.word() + ":" + address.toLowerCase(Locale.ROOT);
    }
}

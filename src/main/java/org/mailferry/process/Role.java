package org.mailferry.process;

import java.util.Locale;

/** The four groups of people. A group's id is the engine's candidate group. */
public enum Role {
    OPERATORS, CHANGE_MANAGERS, AUDITORS, ADMINISTRATORS;

    /** {@code change-managers} and so on; the ids of the identity service or the directory's groups. */
    public String groupId() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code Change managers} and so on, for people to read. */
    public String title() {
        String words = groupId().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

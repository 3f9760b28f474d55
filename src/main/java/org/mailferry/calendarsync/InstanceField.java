package org.mailferry.calendarsync;

/** What two servers must agree on about an occurrence, besides when it begins. */
public enum InstanceField {
    END("end", false),
    TITLE("title", true),
    PLACE("place", true),
    TEXT("text", true),
    STATUS("status", false),
    BUSY("busy", false),
    PRIVACY("privacy", false),
    CATEGORIES("categories", true),
    ALARMS("alarms", false),
    ORGANIZER("organizer", true),
    ATTENDEES("attendees", true),
    FILES("files", false);

    private final String word;
    private final boolean content;

    InstanceField(String word, boolean content) {
        this.word = word;
        this.content = content;
    }

    public String word() {
        return word;
    }

    /** It tells what a private event is about. */
    boolean isContent() {
        return content;
    }
}

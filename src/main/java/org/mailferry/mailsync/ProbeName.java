package org.mailferry.mailsync;

/** Folder names that servers have been seen to lose or to change. */
enum ProbeName {
    CYRILLIC("Cyrillic letters", "Проекты и отчёты"),
    BLANKS("blanks", "Two  words, three"),
    AMPERSAND("an ampersand", "R&D & tests"),
    SEPARATOR("the separator", "2026%s12"),
    LONG("60 Cyrillic letters", "Длинное-имя-папки-".repeat(4).substring(0, 60)),
    EMOJI("an emoji", "Summer \uD83C\uDF1E 2026");

    private final String text;
    private final String name;

    ProbeName(String text, String name) {
        this.text = text;
        this.name = name;
    }

    String text() {
        return text;
    }

    /** A separator inside a name becomes {@code _} in a copy, so that is what must come back. */
    String folder(Hierarchy hierarchy) {
        return name.replace("%s", hierarchy.separator().isEmpty() ? "/" : hierarchy.separator());
    }
}

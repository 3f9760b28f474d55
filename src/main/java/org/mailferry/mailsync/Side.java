package org.mailferry.mailsync;

import java.util.OptionalLong;

/** Which of the two servers, as the way forward names them. */
public enum Side {
    SOURCE, TARGET;

    public Side other() {
        return this == SOURCE ? TARGET : SOURCE;
    }

    MailStore store(PassContext context) {
        return this == SOURCE ? context.source() : context.target();
    }

    String folder(FolderRecord line) {
        return this == SOURCE ? line.sourceName() : line.targetName();
    }

    long uidValidity(FolderRecord line) {
        return this == SOURCE ? line.sourceUidValidity() : line.targetUidValidity();
    }

    OptionalLong uid(MessageRecord line) {
        return this == SOURCE ? OptionalLong.of(line.sourceUid()) : line.targetUid();
    }

    public String text() {
        return this == SOURCE ? "source" : "target";
    }
}

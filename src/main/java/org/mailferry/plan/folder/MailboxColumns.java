package org.mailferry.plan.folder;

import java.util.List;

/** The columns of {@code mailboxes.csv}, in the order in which the example shows them. Only the first two must be there. */
final class MailboxColumns {
    static final String SOURCE = "source";
    static final String WAVE = "wave";
    static final String TARGET = "target";
    static final String GIVEN_NAME = "given_name";
    static final String FAMILY_NAME = "family_name";
    static final String ALIASES = "aliases";
    static final String QUOTA = "quota";
    static final String SOURCE_LOGIN = "source_login";
    static final String SOURCE_PASSWORD = "source_password";
    static final String TARGET_LOGIN = "target_login";
    static final String TARGET_PASSWORD = "target_password";

    static final List<String> REQUIRED = List.of(SOURCE, WAVE);
    static final List<String> KNOWN = List.of(SOURCE, TARGET, WAVE, GIVEN_NAME, FAMILY_NAME, ALIASES, QUOTA, SOURCE_LOGIN,
        SOURCE_PASSWORD, TARGET_LOGIN, TARGET_PASSWORD);

    private MailboxColumns() {}
}

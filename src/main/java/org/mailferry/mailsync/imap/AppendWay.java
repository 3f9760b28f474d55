package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailferry.kernel.MailEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How messages are stored over one connection: as fast as the server's capabilities allow. */
final class AppendWay {
    private static final Logger log = LoggerFactory.getLogger(AppendWay.class);

    private final ImapWire wire;
    private final MailEndpoint endpoint;
    private boolean together;
    private boolean told;

    AppendWay(ImapWire wire, MailEndpoint endpoint) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.together = wire.hasCapability("MULTIAPPEND");
    }

    /** Several messages in one command, which stores all or none (RFC 3502). */
    boolean together() {
        return together;
    }

    /** The server announced it and does not know it. */
    void giveUpTogether(String why) {
        together = false;
        log.info("{} refused several messages in one command ({}); each gets its own now", endpoint, why);
    }

    /** The largest message that the folder takes, where the server says so (RFC 7889): for all folders, or by each folder's STATUS. */
    OptionalLong limit(String quotedFolder) {
        List<OptionalLong> found = new ArrayList<>();
        for (String capability : wire.getCapabilities().keySet()) {
            if (capability.matches("(?i)APPENDLIMIT=\\d{1,18}")) {
                found.add(OptionalLong.of(Long.parseLong(capability.substring("APPENDLIMIT=".length()))));
            }
        }
        if (found.isEmpty() && wire.hasCapability("APPENDLIMIT")) {
            wire.run("STATUS " + quotedFolder + " (APPENDLIMIT)", line -> statusLimit(line).ifPresent(limit -> found.add(OptionalLong.of(limit))));
        }
        return found.isEmpty() ? OptionalLong.empty() : found.get(0);
    }

    private static Optional<Long> statusLimit(ImapLine line) {
        if (!line.says("STATUS") || line.values().size() < 4) {
            return Optional.empty();
        }
        List<Object> pair = ImapMailStore.listOf(line.values().get(3));
        boolean told = pair.size() == 2 && ImapParser.text(pair.get(1)).matches("\\d{1,18}");
        return told ? Optional.of(ImapParser.number(pair.get(1))) : Optional.empty();
    }

    /** Says once a connection which way is used, and why. */
    void tell() {
        if (told) {
            return;
        }
        told = true;
        boolean unasked = wire.hasCapability("LITERAL+");
        boolean smallUnasked = !unasked && wire.hasCapability("LITERAL-");
        String literals = unasked ? "sent without asking (LITERAL+)" : smallUnasked ? "up to 4096 bytes sent without asking (LITERAL-)"
            : "each asked for first (no LITERAL+)";
        log.info("{} stores {}, literals {}", endpoint, together ? "many messages with one command (MULTIAPPEND)"
            : "one message with each command (no MULTIAPPEND)", literals);
    }
}

package org.mailferry.lab.ews;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All mailboxes of the server. Whoever reads or changes one holds this object's lock. */
final class EwsStore {
    final EwsQuirks quirks = new EwsQuirks();
    private final Map<String, EwsMailbox> mailboxes = new ConcurrentHashMap<>();
    private final Clock clock;
    private long sequence;
    /** States of another epoch are no longer understood. */
    long epoch = 1;

    /** Of a login without a mailbox, for questions that are about none. */
    final EwsMailbox nobody;

    EwsStore(Clock clock) {
        this.clock = clock;
        nobody = new EwsMailbox(this, "", "");
    }

    synchronized EwsMailbox add(String address, String displayName) {
        EwsMailbox mailbox = new EwsMailbox(this, address, displayName);
        if (mailboxes.putIfAbsent(address.toLowerCase(Locale.ROOT), mailbox) != null) {
            throw new IllegalArgumentException("There is a mailbox " + address);
        }
        return mailbox;
    }

    Optional<EwsMailbox> mailbox(String address) {
        return Optional.ofNullable(mailboxes.get(address.toLowerCase(Locale.ROOT)));
    }

    /** Of everything that is made, changed or deleted, in one row. */
    long next() {
        return ++sequence;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A case-sensitive id that begins as those of Exchange do and is as long as theirs. */
    String newId(long number) {
        byte[] bytes = new byte[114];
        bytes[1] = 3;
        bytes[2] = 0x24;
        for (int i = 3; i < bytes.length; i++) {
            bytes[i] = (byte) (number * 0x9E3779B97F4A7C15L >>> i % 8 * 8 ^ i * 37L);
        }
        java.nio.ByteBuffer.wrap(bytes).putLong(bytes.length - 8, number);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String changeKey(long version) {
        byte[] bytes = new byte[23];
        bytes[0] = 0x0F;
        bytes[4] = 0x16;
        java.nio.ByteBuffer.wrap(bytes).putLong(15, version);
        return Base64.getEncoder().encodeToString(bytes);
    }
}

package org.mailferry.plan.roster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailferry.plan.RosterEntry;

/** The products whose rosters are read and written. */
public enum RosterFormat {
    /** Our own: the columns of {@code mailboxes.csv}, with passwords where that has references to them. */
    MAILFERRY(new MailferryRoster()),
    /** VK WorkSpace's users with collectors (V77-V90). */
    VK(new VkRoster()),
    /** {@code user1;password1;user2;password2} (I5). */
    IMAPSYNC(new ImapsyncRoster()),
    /** {@code user:password} or {@code user:password:domain} (W37). */
    ICEWARP(new IceWarpRoster()),
    /** An IMAP migration batch of Microsoft 365: {@code EmailAddress,UserName,Password}. */
    MICROSOFT(new MicrosoftRoster()),
    /** Yandex 360: quoted cells between semicolons. */
    YANDEX(new YandexRoster());

    private final RosterCodec codec;

    RosterFormat(RosterCodec codec) {
        this.codec = codec;
    }

    /** @throws IllegalArgumentException with the known names */
    public static RosterFormat parse(String name) {
        return Arrays.stream(values()).filter(format -> format.word().equals(name.strip().toLowerCase(Locale.ROOT))).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no roster format, known are "
                + Arrays.stream(values()).map(RosterFormat::word).collect(Collectors.joining(", "))));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the whole file and finds everything that is wrong with it at once. */
    public RosterReading read(byte[] file, RosterOptions options) {
        EntryList entries = new EntryList(options);
        try {
            codec.read(RosterText.decode(file), entries);
        } catch (IllegalArgumentException e) {
            entries.problem(1, String.valueOf(e.getMessage()));
        }
        return entries.reading();
    }

    public RosterWriting write(List<RosterEntry> entries, RosterOptions options) {
        return codec.write(entries, options);
    }
}

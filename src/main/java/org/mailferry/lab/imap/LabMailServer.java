package org.mailferry.lab.imap;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.kernel.Pacer;
import org.mailferry.lab.fault.FaultProxy;

/**
 * A mail server of the lab: IMAP and SMTP on free loopback ports, everything in memory, no TLS. Its folder delimiter is a full stop.
 * Mail handed in by SMTP is delivered to the account with that address, or along a {@linkplain #forward forward}; an unknown
 * recipient is refused once the letter's text is in, because this server looks no earlier.
 */
public final class LabMailServer implements AutoCloseable {
    private final GreenMail greenMail;
    private final FaultProxy imapDoor;
    private final Map<String, LabMailServer> forwards = new ConcurrentHashMap<>();

    private LabMailServer(GreenMail greenMail) {
        this.greenMail = greenMail;
        this.imapDoor = FaultProxy.start(greenMail.getImap().getPort(), Pacer.SLEEPING, NoonFix::new);
    }

    public static LabMailServer start() {
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        imap.setServerStartupTimeout(10_000);
        smtp.setServerStartupTimeout(10_000);
        GreenMail greenMail = new GreenMail(new ServerSetup[] {imap, smtp});
        greenMail.start();
        LabMailServer server = new LabMailServer(greenMail);
        server.greenMail.getUserManager().setMessageDeliveryHandler((letter, recipient) -> server.recipient(recipient.getEmail()));
        return server;
    }

    public int imapPort() {
        return imapDoor.port();
    }

    public int smtpPort() {
        return greenMail.getSmtp().getPort();
    }

    /** Makes the account, or gives an existing one this password. */
    public void account(String address, String login, String password) {
        find(address).ifPresentOrElse(user -> user.setPassword(password), () -> create(address, login, password));
    }

    /** Keeps the person out until {@link #account} gives a password again. Mail is still delivered. */
    public void block(String address) {
        user(address).setPassword(UUID.randomUUID().toString());
    }

    public boolean hasAccount(String address) {
        return find(address).isPresent();
    }

    /** From now on letters for that address go to the same address on the other server. */
    public void forward(String address, LabMailServer other) {
        forwards.put(key(address), other);
    }

    public void stopForwarding(String address) {
        forwards.remove(key(address));
    }

    /** Stores a letter as it is, to the byte, making the folder when it is missing. */
    public void append(String address, String folder, byte[] letter, Set<String> flags, Instant received) {
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(letter));
            folder(user(address), folder).appendMessage(message, flagsOf(flags), Date.from(received));
        } catch (MessagingException | FolderException | AuthorizationException e) {
            throw new IllegalStateException("The lab could not store a letter in " + folder + " of " + address, e);
        }
    }

    /** Full folder names of an account. */
    public Set<String> folders(String address) {
        try {
            Set<String> names = new TreeSet<>();
            for (MailFolder folder : greenMail.getManagers().getImapHostManager().listMailboxes(user(address), "*")) {
                names.add(withoutNamespace(folder.getFullName(), user(address)));
            }
            return names;
        } catch (FolderException e) {
            throw new IllegalStateException("The lab could not list the folders of " + address, e);
        }
    }

    /** The letters of a folder as stored, in the order of arrival. */
    public List<StoredLetter> letters(String address, String folder) {
        MailFolder stored = greenMail.getManagers().getImapHostManager().getFolder(user(address), folder);
        List<StoredLetter> letters = new ArrayList<>();
        for (StoredMessage message : stored == null ? List.<StoredMessage>of() : stored.getNonDeletedMessages()) {
            letters.add(new StoredLetter(bytes(message.getMimeMessage()), namesOf(message.getFlags()), message.getReceivedDate().toInstant()));
        }
        return letters;
    }

    /** Stops listening, as a server that was switched off. It does not come back, but its letters can still be looked at. */
    public void switchOff() {
        imapDoor.close();
        greenMail.getImap().stopService();
        greenMail.getSmtp().stopService();
    }

    @Override public void close() {
        imapDoor.close();
        greenMail.stop();
    }

    /** @param flags system flags as {@code \Seen}, keywords as they are */
    public record StoredLetter(byte[] bytes, Set<String> flags, Instant received) {}

    private GreenMailUser recipient(String address) throws UserException {
        LabMailServer other = forwards.get(key(address));
        if (other != null) {
            return other.recipient(address);
        }
        return find(address).orElseThrow(() -> new UserException("No such user here: " + address));
    }

    private void create(String address, String login, String password) {
        try {
            greenMail.getUserManager().createUser(address, login, password);
        } catch (UserException e) {
            throw new IllegalStateException("The lab could not make the account " + address, e);
        }
    }

    private Optional<GreenMailUser> find(String address) {
        return Optional.ofNullable(greenMail.getUserManager().getUserByEmail(address));
    }

    private GreenMailUser user(String address) {
        return find(address).orElseThrow(() -> new IllegalArgumentException("The lab has no account " + address));
    }

    private MailFolder folder(GreenMailUser user, String name) throws FolderException, AuthorizationException {
        var folders = greenMail.getManagers().getImapHostManager();
        MailFolder folder = folders.getFolder(user, name);
        if (folder != null) {
            return folder;
        }
        MailFolder made = folders.createMailbox(user, name);
        folders.subscribe(user, name);
        return made;
    }

    private static String withoutNamespace(String fullName, GreenMailUser user) {
        String prefix = "#mail." + user.getQualifiedMailboxName() + ".";
        return fullName.startsWith(prefix) ? fullName.substring(prefix.length()) : fullName;
    }

    private static byte[] bytes(MimeMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            message.writeTo(bytes);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("The lab could not read a letter back", e);
        }
        return bytes.toByteArray();
    }

    private static Flags flagsOf(Set<String> names) {
        Flags flags = new Flags();
        names.forEach(name -> SystemFlag.of(name).ifPresentOrElse(flag -> flags.add(flag.flag), () -> flags.add(name)));
        return flags;
    }

    private static Set<String> namesOf(Flags flags) {
        Set<String> names = new TreeSet<>(List.of(flags.getUserFlags()));
        for (SystemFlag flag : SystemFlag.values()) {
            if (flags.contains(flag.flag)) {
                names.add(flag.imapName());
            }
        }
        return names;
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private enum SystemFlag {
        SEEN(Flags.Flag.SEEN), ANSWERED(Flags.Flag.ANSWERED), FLAGGED(Flags.Flag.FLAGGED), DRAFT(Flags.Flag.DRAFT), DELETED(Flags.Flag.DELETED);

        private final Flags.Flag flag;

        SystemFlag(Flags.Flag flag) {
            this.flag = flag;
        }

        static Optional<SystemFlag> of(String name) {
            return List.of(values()).stream().filter(flag -> flag.imapName().equalsIgnoreCase(name)).findFirst();
        }

        String imapName() {
            return "\\" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }
}

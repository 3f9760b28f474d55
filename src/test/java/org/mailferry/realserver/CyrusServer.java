package org.mailferry.realserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An empty Cyrus IMAP server on a free port, started from unpacked packages. Run by root, it works as nobody. */
public final class CyrusServer implements ImapServer {
    private final ServerFolder home = ServerFolder.create("cy");
    private final int port = ServerFolder.freePort();
    private final int httpPort = ServerFolder.freePort();
    private final PasswordCheck passwords;
    private final Process master;

    /** How it lays out its folders. */
    public enum Layout {
        /** {@code Folder/Below}, as most are set up today. */
        SLASHED,
        /** {@code INBOX.Folder.Below}, as it came for twenty years. */
        DOTTED
    }

    private CyrusServer(UnpackedServer unpacked, Layout layout, boolean calendars) throws IOException {
        String user = System.getProperty("user.name").equals("root") ? "nobody" : System.getProperty("user.name");
        home.folder("conf/socket");
        home.folder("spool");
        Path tell = home.write("tell", "#!/bin/sh\n{ echo \"$@\"; cat; } >>" + home.path() + "/invitations\n");
        Files.setPosixFilePermissions(tell, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path socket = home.path().resolve("conf/mux");
        Path settings = home.write("imapd.conf", settings(layout, user, socket));
        Path services = home.write("cyrus.conf", "START {\n}\nSERVICES {\n  imap cmd=\"" + unpacked.program("usr/lib/cyrus/bin/imapd") + " -C " + settings
            + "\" listen=\"127.0.0.1:" + port + "\" prefork=0 maxchild=100\n" + (calendars ? calendarServices(unpacked, settings) : "") + "}\nEVENTS {\n}\nDAEMON {\n}\n");
        giveTo(user);
        passwords = PasswordCheck.listen(socket);
        Path log = home.path().resolve("cyrus.log");
        master = unpacked.process(unpacked.program("usr/sbin/cyrmaster"), "-D", "-C", settings.toString(), "-M", services.toString(), "-p",
            home.path().resolve("conf/master.pid").toString()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        awaitListening();
    }

    /** Skips the calling test where Cyrus is not unpacked. */
    public static CyrusServer start(Layout layout) {
        UnpackedServer unpacked = UnpackedServer.require("cyrus");
        try {
            return new CyrusServer(unpacked, layout, false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cyrus did not start", e);
        }
    }

    /** With CalDAV and scheduling; what it would mail to people goes to {@link #invitations()}. Skips as {@link #start}. */
    public static CyrusServer startWithCalendars() {
        UnpackedServer unpacked = UnpackedServer.require("cyrus", "usr/lib/cyrus/bin/httpd");
        try {
            return new CyrusServer(unpacked, Layout.SLASHED, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cyrus did not start", e);
        }
    }

    private String calendarServices(UnpackedServer unpacked, Path settings) {
        String bin = unpacked.program("usr/lib/cyrus/bin") + "/";
        return "  http cmd=\"" + bin + "httpd -C " + settings + "\" listen=\"127.0.0.1:" + httpPort + "\" prefork=0 maxchild=20\n"
            + "  notify cmd=\"" + bin + "notifyd -C " + settings + "\" listen=\"" + home.path() + "/conf/socket/notify\" proto=\"udp\" prefork=1\n";
    }

    /** {@code munge8bit: no}: Cyrus writes X for every byte above 127 in a header otherwise. */
    private String settings(Layout layout, String user, Path socket) {
        String yes = layout == Layout.SLASHED ? "yes" : "no";
        return """
            configdirectory: %1$s/conf
            partition-default: %1$s/spool
            cyrus_user: %2$s
            admins: admin
            virtdomains: userid
            defaultdomain: corp.test
            unixhierarchysep: %3$s
            altnamespace: %3$s
            allowplaintext: yes
            sasl_mech_list: PLAIN LOGIN
            sasl_pwcheck_method: saslauthd
            sasl_saslauthd_path: %4$s
            autocreate_quota: 0
            munge8bit: no
            sync_log: no
            httpmodules: caldav
            caldav_allowscheduling: on
            imipnotifier: external
            notify_external: %1$s/tell
            notifysocket: %1$s/conf/socket/notify
            """.formatted(home.path(), user, yes, socket);
    }

    private void giveTo(String user) throws IOException {
        UserPrincipal owner = home.path().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        try (Stream<Path> files = Files.walk(home.path())) {
            for (Path file : files.toList()) {
                Files.setOwner(file, owner);
            }
        }
    }

    private void awaitListening() throws IOException {
        for (int attempt = 0; attempt < 200 && master.isAlive(); attempt++) {
            try (Socket client = new Socket()) {
                client.connect(new InetSocketAddress("127.0.0.1", port), 200);
                return;
            } catch (IOException notYet) {
                waitFor(50);
            }
        }
        close();
        throw new IOException("Nothing listens on port " + port + ": " + log());
    }

    private boolean waitFor(long millis) {
        try {
            return master.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override public int port() {
        return port;
    }

    public String calendarUrl() {
        return "http://127.0.0.1:" + httpPort + "/";
    }

    /**
     * Everything that would have been mailed to attendees and organisers until that text was, folds undone.
     *
     * @throws AssertionError when the text does not come
     */
    public String invitationsUntil(String text) {
        for (int attempt = 0; attempt < 200; attempt++) {
            String said = home.read("invitations").replace("\\r\\n ", "");
            if (said.contains(text)) {
                return said;
            }
            waitFor(50);
        }
        throw new AssertionError(text + " was not mailed: " + home.read("invitations"));
    }

    @Override public String log() {
        return home.read("cyrus.log");
    }

    @Override public void close() {
        java.util.List<ProcessHandle> children = master.descendants().toList();
        master.destroy();
        if (!waitFor(10_000)) {
            master.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        passwords.close();
        home.remove();
    }
}

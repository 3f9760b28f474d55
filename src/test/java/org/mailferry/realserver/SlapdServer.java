package org.mailferry.realserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenLDAP's slapd on free ports of the loopback interface, with its own folder. Beside the standard schema it knows the few
 * attributes of Active Directory and Exchange that are read here; any class may have them ({@code extensibleObject}, {@code user}).
 */
public final class SlapdServer implements AutoCloseable {
    public static final String BASE_DN = "dc=corp,dc=test";
    public static final String MANAGER_DN = "cn=manager," + BASE_DN;
    public static final String MANAGER_PASSWORD = "canary-Manager1";
    /** May change everything. */
    public static final String ROOT_DN = "cn=root," + BASE_DN;
    public static final String ROOT_PASSWORD = "canary-Root1";
    private static final int TRIES = 200;
    /** A line for each operation that a client asked for, none for each entry. */
    private static final String LOG_OF_OPERATIONS = "256";

    private final Path folder;
    private final TestCertificate certificate;
    private final int port;
    private final int tlsPort;
    private final Process process;

    private SlapdServer(Path folder, TestCertificate certificate, int port, int tlsPort, Process process) {
        this.folder = folder;
        this.certificate = certificate;
        this.port = port;
        this.tlsPort = tlsPort;
        this.process = process;
    }

    /** @param ldif the entries below and with {@link #BASE_DN}, parents first */
    public static SlapdServer start(Path folder, String ldif) {
        return start(folder, "size.soft=500 size.hard=500", ldif);
    }

    /** @param sizeLimit as slapd.conf writes it after {@code sizelimit} */
    public static SlapdServer start(Path folder, String sizeLimit, String ldif) {
        Path program = InstalledServer.require("slapd");
        Path database = folder.resolve("data");
        try {
            Files.createDirectories(database);
            TestCertificate certificate = TestCertificate.of("localhost", folder);
            Files.writeString(folder.resolve("company.schema"), COMPANY_SCHEMA);
            Path config = Files.writeString(folder.resolve("slapd.conf"), configuration(folder, database, sizeLimit, certificate));
            Path entries = Files.writeString(folder.resolve("entries.ldif"), ldif);
            load(folder, program.resolveSibling("slapadd"), config, entries);
            List<Integer> ports = freePorts();
            Process process = new ProcessBuilder(program.toString(), "-f", config.toString(), "-d", LOG_OF_OPERATIONS, "-h",
                "ldap://127.0.0.1:" + ports.get(0) + "/ ldaps://127.0.0.1:" + ports.get(1) + "/")
                .redirectErrorStream(true).redirectOutput(folder.resolve("slapd.log").toFile()).start();
            SlapdServer server = new SlapdServer(folder, certificate, ports.get(0), ports.get(1), process);
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("slapd could not be started in " + folder, e);
        }
    }

    /** Plain and StartTLS. */
    public int port() {
        return port;
    }

    /** LDAPS. */
    public int tlsPort() {
        return tlsPort;
    }

    /** PEM file to trust; the certificate is made out to {@code localhost} only. */
    public Path certificate() {
        return certificate.certificate();
    }

    /** How many searches clients asked for until now; each page of a paged one counts. */
    public long searches() {
        try (Stream<String> lines = Files.lines(folder.resolve("slapd.log"))) {
            return lines.filter(line -> line.contains(" SRCH base=")).count();
        } catch (IOException e) {
            throw new UncheckedIOException("slapd's log could not be read", e);
        }
    }

    @Override public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void load(Path folder, Path slapadd, Path config, Path entries) throws IOException {
        Path output = folder.resolve("slapadd.log");
        Process load = new ProcessBuilder(slapadd.toString(), "-q", "-f", config.toString(), "-l", entries.toString())
            .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!load.waitFor(60, TimeUnit.SECONDS) || load.exitValue() != 0) {
                throw new IllegalStateException("slapadd did not load the entries: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while slapadd loaded the entries", e);
        }
    }

    private void awaitListening() throws IOException {
        for (int attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", tlsPort), 200);
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        close();
        throw new IllegalStateException("slapd did not start: " + Files.readString(folder.resolve("slapd.log")));
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while slapd started", e);
        }
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             ServerSocket tls = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(plain.getLocalPort(), tls.getLocalPort());
        }
    }

    private static String configuration(Path folder, Path database, String sizeLimit, TestCertificate certificate) {
        return """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            include %1$s/company.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload ppolicy
            pidfile %1$s/slapd.pid
            argsfile %1$s/slapd.args
            sizelimit %3$s
            TLSCertificateFile %4$s
            TLSCertificateKeyFile %5$s
            database mdb
            maxsize 1073741824
            suffix "%6$s"
            rootdn "%7$s"
            rootpw %8$s
            directory %2$s
            index objectClass eq
            overlay ppolicy
            access to attrs=userPassword by anonymous auth by * none
            access to * by users read by * none
            """.formatted(folder, database, sizeLimit, certificate.certificate(), certificate.key(), BASE_DN, ROOT_DN, ROOT_PASSWORD);
    }

    /** The root of the tree and {@link #MANAGER_DN}, to begin an LDIF with. */
    public static String base() {
        return """
            dn: %1$s
            objectClass: domain
            dc: corp

            dn: %2$s
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: manager
            userPassword: %3$s

            dn: ou=people,%1$s
            objectClass: organizationalUnit
            ou: people

            """.formatted(BASE_DN, MANAGER_DN, MANAGER_PASSWORD);
    }

    private static final String COMPANY_SCHEMA = """
        attributetype ( 1.3.6.1.4.1.55555.1.1 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
        attributetype ( 1.3.6.1.4.1.55555.1.2 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
        attributetype ( 1.3.6.1.4.1.55555.1.3 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
        attributetype ( 1.3.6.1.4.1.55555.1.4 NAME 'msExchRecipientTypeDetails' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
        attributetype ( 1.3.6.1.4.1.55555.1.5 NAME 'nsAccountLock' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
        attributetype ( 1.3.6.1.4.1.55555.1.6 NAME 'memberOf' EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )
        objectclass ( 1.3.6.1.4.1.55555.2.1 NAME 'user' SUP top AUXILIARY
          MAY ( sAMAccountName $ userAccountControl $ proxyAddresses $ msExchRecipientTypeDetails $ nsAccountLock $ memberOf ) )
        objectclass ( 1.3.6.1.4.1.55555.2.2 NAME 'computer' SUP top AUXILIARY )
        objectclass ( 1.3.6.1.4.1.55555.2.3 NAME 'group' SUP top AUXILIARY MAY ( mail $ proxyAddresses $ displayName ) )
        """;
}

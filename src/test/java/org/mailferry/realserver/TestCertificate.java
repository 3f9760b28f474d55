package org.mailferry.realserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A new self-signed certificate with its key, made by the JDK's keytool: as a PKCS 12 key store and as PEM files. */
public record TestCertificate(Path keyStore, Path certificate, Path key) {
    /** Of the key store and of the key in it. */
    public static final String PASSWORD = "password";

    /** Made out to that name and to no address. */
    public static TestCertificate of(String host, Path folder) {
        Path keyStore = folder.resolve("tls.p12");
        try {
            keytool(folder, "-genkeypair", "-alias", "server", "-keyalg", "RSA", "-keysize", "2048", "-validity", "30", "-dname", "CN=" + host,
                "-ext", "SAN=dns:" + host, "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keyStore)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return new TestCertificate(keyStore,
                Files.writeString(folder.resolve("tls-certificate.pem"), pem("CERTIFICATE", store.getCertificate("server").getEncoded())),
                Files.writeString(folder.resolve("tls-key.pem"), pem("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded())));
        } catch (IOException e) {
            throw new UncheckedIOException("The test certificate could not be written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The test certificate could not be read", e);
        }
    }

    /** Signed by an authority of its own, which is valid: the key store of {@code authority} holds it. */
    public record Issued(Path keyStore, Path authority) {}

    /** @param start as keytool takes it, {@code -60d} for sixty days ago; the certificate is valid for thirty days from then */
    public static Issued issued(String host, Path folder, String start) {
        String ca = folder.resolve("ca.p12").toString();
        String server = folder.resolve("issued.p12").toString();
        String request = folder.resolve("request.pem").toString();
        String answer = folder.resolve("answer.pem").toString();
        try {
            keytool(folder, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-startdate", "-90d", "-validity", "365", "-dname", "CN=Test CA", "-ext", "bc:c",
                "-storetype", "PKCS12", "-keystore", ca, "-storepass", PASSWORD);
            keytool(folder, "-exportcert", "-alias", "ca", "-rfc", "-file", folder.resolve("ca.pem").toString(), "-keystore", ca, "-storepass", PASSWORD);
            keytool(folder, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + host, "-storetype", "PKCS12", "-keystore", server,
                "-storepass", PASSWORD);
            keytool(folder, "-certreq", "-alias", "server", "-file", request, "-keystore", server, "-storepass", PASSWORD);
            keytool(folder, "-gencert", "-alias", "ca", "-infile", request, "-outfile", answer, "-rfc", "-startdate", start, "-validity", "30", "-ext",
                "SAN=dns:" + host + ",ip:127.0.0.1", "-keystore", ca, "-storepass", PASSWORD);
            keytool(folder, "-importcert", "-noprompt", "-alias", "ca", "-file", folder.resolve("ca.pem").toString(), "-keystore", server, "-storepass",
                PASSWORD);
            keytool(folder, "-importcert", "-noprompt", "-alias", "server", "-file", answer, "-keystore", server, "-storepass", PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException("The test certificate could not be made", e);
        }
        return new Issued(Path.of(server), Path.of(ca));
    }

    private static void keytool(Path folder, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Path output = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool made a certificate", e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }
}

package org.mailferry.mailsync.imap;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mailferry.kernel.Sha256;

/** Trusts exactly one server certificate, by its fingerprint; neither chain, name nor date count then. */
final class PinnedCertificate extends X509ExtendedTrustManager {
    private final String sha256;

    private PinnedCertificate(String sha256) {
        this.sha256 = sha256;
    }

    static SSLSocketFactory sockets(String sha256) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(sha256)}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    @Override public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        String found = HexFormat.of().formatHex(Sha256.digest().digest(chain[0].getEncoded()));
        if (!MessageDigest.isEqual(found.getBytes(), sha256.getBytes())) {
            throw new CertificateException("its certificate has the fingerprint " + found + ", pinned is " + sha256);
        }
    }

    @Override public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("No client is expected here");
    }

    @Override public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}

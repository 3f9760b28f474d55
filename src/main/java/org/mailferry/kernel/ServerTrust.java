package org.mailferry.kernel;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server's certificate is believed: the one whose SHA-256 the endpoint pins, or any that the platform's authorities signed.
 * Comparing the host name is the caller's part and is wanted exactly when {@link #verifiesHostName()}. One instance a connection.
 */
public final class ServerTrust {
    private final Optional<String> pinned;
    private final Judge judge = new Judge();

    private final X509ExtendedTrustManager authorities;

    private ServerTrust(Optional<String> pinned, X509ExtendedTrustManager authorities) {
        this.pinned = pinned;
        this.authorities = authorities;
    }

    public static ServerTrust of(MailEndpoint endpoint) {
        return new ServerTrust(endpoint.certificateSha256(), Platform.AUTHORITIES);
    }

    /** Believes these authorities instead of the platform's. */
    public static ServerTrust of(MailEndpoint endpoint, KeyStore authorities) {
        return new ServerTrust(endpoint.certificateSha256(), manager(authorities));
    }

    /** A pinned certificate stands for the server whatever name it carries. */
    public boolean verifiesHostName() {
        return pinned.isEmpty();
    }

    public SSLSocketFactory socketFactory() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    /** SHA-256 of the certificate the server last showed, believed or not: what a person compares before he pins it. */
    public Optional<String> seenSha256() {
        return Optional.ofNullable(judge.seen);
    }

    /** Read once: it takes a while. */
    private static final class Platform {
        private static final X509ExtendedTrustManager AUTHORITIES = manager(null);
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore authorities) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate authorities cannot be read", e);
        }
        throw new IllegalStateException("The platform has no X.509 trust manager");
    }

    private final class Judge extends X509ExtendedTrustManager {
        private volatile @Nullable String seen;

        @Override public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            if (!pinMatches(chain)) {
                authorities.checkServerTrusted(chain, type, socket);
            }
        }

        @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            if (!pinMatches(chain)) {
                authorities.checkServerTrusted(chain, type, engine);
            }
        }

        @Override public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!pinMatches(chain)) {
                authorities.checkServerTrusted(chain, type);
            }
        }

        private boolean pinMatches(X509Certificate[] chain) throws CertificateException {
            String fingerprint = Sha256.hex(chain[0].getEncoded());
            seen = fingerprint;
            if (pinned.isPresent() && !pinned.get().equals(fingerprint)) {
                throw new CertificateException("the server's certificate has SHA-256 " + fingerprint + ", pinned is " + pinned.get());
            }
            return pinned.isPresent();
        }

        @Override public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            throw new CertificateException("Mailferry is no server");
        }

        @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            throw new CertificateException("Mailferry is no server");
        }

        @Override public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("Mailferry is no server");
        }

        @Override public X509Certificate[] getAcceptedIssuers() {
            return pinned.isPresent() ? new X509Certificate[0] : authorities.getAcceptedIssuers();
        }
    }
}

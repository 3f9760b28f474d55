package org.mailferry.process.security.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.mailferry.kernel.Secrets;

/** Connections to the directory: secured, the certificate checked against trust and host name, and bounded in time. */
final class DirectoryConnector {
    private final DirectorySettings settings;
    private final Secrets secrets;

    DirectoryConnector(DirectorySettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** A connection that may search. The caller closes it. */
    LDAPConnection searching() throws LDAPException {
        LDAPConnection connection = connect();
        try {
            connection.bind(settings.bindDn(), secrets.resolve(settings.bindPasswordReference()).reveal());
            return connection;
        } catch (LDAPException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the directory takes this password. An empty one is never asked: LDAP takes it for no login at all and says yes. */
    boolean accepts(String dn, String password) throws LDAPException {
        if (password.isEmpty()) {
            return false;
        }
        try (LDAPConnection connection = connect()) {
            return connection.bind(dn, password).getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPException e) {
            if (e.getResultCode().isConnectionUsable()) {
                return false;
            }
            throw e;
        }
    }

    private LDAPConnection connect() throws LDAPException {
        LDAPURL url = new LDAPURL(Objects.requireNonNull(settings.url()));
        boolean tls = url.getScheme().equals("ldaps");
        LDAPConnection connection = tls ? new LDAPConnection(tlsSockets(), options(), url.getHost(), url.getPort())
            : new LDAPConnection(options(), url.getHost(), url.getPort());
        if (!tls && !settings.allowPlaintext()) {
            startTls(connection);
        }
        return connection;
    }

    private void startTls(LDAPConnection connection) throws LDAPException {
        try {
            if (!connection.processExtendedOperation(new StartTLSExtendedRequest(tlsSockets())).getResultCode().equals(ResultCode.SUCCESS)) {
                throw new LDAPException(ResultCode.CONNECT_ERROR, "The directory at " + settings.url() + " offers no StartTLS");
            }
        } catch (LDAPException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private SSLSocketFactory tlsSockets() throws LDAPException {
        try {
            X509TrustManager trust = settings.trustFile() == null ? JVMDefaultTrustManager.getInstance()
                : new PEMFileTrustManager(settings.trustFile().toFile());
            return new SSLUtil(trust).createSSLSocketFactory();
        } catch (KeyStoreException e) {
            throw new LDAPException(ResultCode.PARAM_ERROR, "mailferry.login.ldap.trust-file " + settings.trustFile() + " cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new LDAPException(ResultCode.LOCAL_ERROR, "TLS is not available", e);
        }
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) settings.connectTimeout().toMillis());
        options.setResponseTimeoutMillis(settings.answerTimeout().toMillis());
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        options.setFollowReferrals(false);
        return options;
    }
}

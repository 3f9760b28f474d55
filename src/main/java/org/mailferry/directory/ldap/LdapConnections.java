package org.mailferry.directory.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.AggregateTrustManager;
import com.unboundid.util.ssl.HostNameTrustManager;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/**
 * Opens connections: certificate chain and host name are verified, every wait is bounded, referrals are not followed. The password
 * is sent in the clear to this machine only.
 */
record LdapConnections(LdapSettings settings) {

    /** Connected and bound; the caller closes it. */
    LDAPConnection open(DirectorySource source, Secret password) throws LDAPException {
        LDAPURL url = url(source);
        boolean tls = url.getScheme().equalsIgnoreCase("ldaps");
        SSLContext context = context(url.getHost());
        LDAPConnection connection = new LDAPConnection(tls ? context.getSocketFactory() : SocketFactory.getDefault(), options());
        try {
            connection.connect(url.getHost(), url.getPort());
            if (!tls && source.startTls()) {
                secure(connection, context);
            } else if (!tls && !connection.getConnectedInetAddress().isLoopbackAddress()) {
                throw MigrationException.permanent("The directory " + source.url() + " would get the password in the clear; "
                    + "write startTls: true or an ldaps:// address into the plan");
            }
            connection.bind(new SimpleBindRequest(source.bindDn(), password.reveal()));
            return connection;
        } catch (LDAPException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void secure(LDAPConnection connection, SSLContext context) throws LDAPException {
        ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(context));
        if (result.getResultCode() != ResultCode.SUCCESS) {
            throw new LDAPException(result);
        }
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(Math.toIntExact(settings.connectTimeout().toMillis()));
        options.setResponseTimeoutMillis(settings.responseTimeout().toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        return options;
    }

    private SSLContext context(String host) {
        try {
            // A trust manager checks the host name too, so that a wrong name ends the handshake like a wrong authority.
            return new SSLUtil(new AggregateTrustManager(true, authorities(), new HostNameTrustManager(true, host))).createSSLContext();
        } catch (GeneralSecurityException e) {
            throw MigrationException.permanent("TLS for the directory could not be set up: " + e.getMessage(), e);
        }
    }

    private X509TrustManager authorities() throws KeyStoreException {
        Path file = settings.trustedCertificates();
        return file == null ? JVMDefaultTrustManager.getInstance() : new PEMFileTrustManager(file.toFile());
    }

    private static LDAPURL url(DirectorySource source) {
        try {
            return new LDAPURL(source.url());
        } catch (LDAPException e) {
            throw MigrationException.permanent("'" + source.url() + "' is not the address of a directory; it looks like ldaps://host:636", e);
        }
    }
}

package org.mailferry.directory.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.mailferry.realserver.SlapdServer;
import org.mailferry.realserver.TestCertificate;

/** UnboundID's server in memory, with {@link Company#LDIF}, listeners {@code ldap} (with StartTLS) and {@code ldaps}. */
final class MemoryDirectory {
    private MemoryDirectory() {}

    static InMemoryDirectoryServer start(TestCertificate certificate) {
        try {
            SSLUtil tls = new SSLUtil(new KeyStoreKeyManager(certificate.keyStore().toFile(), TestCertificate.PASSWORD.toCharArray(), "PKCS12", "server"), null);
            InetAddress loopback = InetAddress.getLoopbackAddress();
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SlapdServer.BASE_DN);
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("ldap", loopback, 0, tls.createSSLSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig("ldaps", loopback, 0, tls.createSSLServerSocketFactory(), null));
            config.setSchema(null);
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.importFromLDIF(true, new LDIFReader(new ByteArrayInputStream(Company.LDIF.getBytes(StandardCharsets.UTF_8))));
            server.startListening();
            return server;
        } catch (LDAPException | GeneralSecurityException e) {
            throw new IllegalStateException("The directory in memory did not start", e);
        }
    }
}

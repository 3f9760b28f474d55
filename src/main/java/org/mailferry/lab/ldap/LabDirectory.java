package org.mailferry.lab.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.InetAddress;
import java.util.List;

/** The company's directory: one organizational unit of people, on a free loopback port. Anonymous clients read nothing. */
public final class LabDirectory implements AutoCloseable {
    public static final String BASE_DN = "dc=romashka,dc=test";
    public static final String BIND_DN = "cn=mailferry,dc=romashka,dc=test";

    private final InMemoryDirectoryServer server;

    private LabDirectory(InMemoryDirectoryServer server) {
        this.server = server;
    }

    /** @param bindPassword the password of {@link #BIND_DN} */
    public static LabDirectory start(String bindPassword) {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE_DN);
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("loopback", InetAddress.getLoopbackAddress(), 0, null));
            config.addAdditionalBindCredentials(BIND_DN, bindPassword);
            config.setAuthenticationRequiredOperationTypes(com.unboundid.ldap.sdk.OperationType.SEARCH);
            // Exchange's attributes (proxyAddresses, recipient types) are not in the standard schema.
            config.setSchema(null);
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.add(BASE_DN, new Attribute("objectClass", "domain"), new Attribute("dc", "romashka"));
            server.add("ou=people," + BASE_DN, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "people"));
            server.startListening();
            return new LabDirectory(server);
        } catch (LDAPException e) {
            throw new IllegalStateException("The lab's directory did not start", e);
        }
    }

    public int port() {
        return server.getListenPort();
    }

    /** @param aliases further addresses, kept as {@code proxyAddresses} */
    public void person(String login, String givenName, String familyName, String title, String address, List<String> aliases) {
        try {
            server.add("uid=" + login + ",ou=people," + BASE_DN, new Attribute("objectClass", "inetOrgPerson"), new Attribute("uid", login),
                new Attribute("cn", givenName + " " + familyName), new Attribute("givenName", givenName), new Attribute("sn", familyName),
                new Attribute("title", title), new Attribute("mail", address), new Attribute("msExchRecipientTypeDetails", "1"),
                new Attribute("proxyAddresses", proxyAddresses(address, aliases)));
        } catch (LDAPException e) {
            throw new IllegalStateException("The lab's directory refused " + login, e);
        }
    }

    @Override public void close() {
        server.shutDown(true);
    }

    /** The primary address in capitals, aliases in small letters, as Exchange writes them. */
    private static List<String> proxyAddresses(String address, List<String> aliases) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of("SMTP:" + address), aliases.stream().map(alias -> "smtp:" + alias)).toList();
    }
}

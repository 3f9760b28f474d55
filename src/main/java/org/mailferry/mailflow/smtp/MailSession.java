package org.mailferry.mailflow.smtp;

import jakarta.mail.Session;
import java.util.Properties;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.ServerTrust;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.MailflowSettings;

/** Angus Mail's settings for one connection: every timeout, no downgrade, certificates judged. */
final class MailSession {
    private MailSession() {}

    /** @param protocol {@code smtp} or {@code imap}; Angus knows their TLS forms as an option of the same protocol */
    static Session of(String protocol, MailEndpoint endpoint, MailflowSettings settings) {
        return Session.getInstance(properties(protocol, endpoint, settings));
    }

    static Properties properties(String protocol, MailEndpoint endpoint, MailflowSettings settings) {
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.put(prefix + "connectiontimeout", Long.toString(settings.connectTimeout().toMillis()));
        properties.put(prefix + "timeout", Long.toString(settings.readTimeout().toMillis()));
        properties.put(prefix + "writetimeout", Long.toString(settings.readTimeout().toMillis()));
        if (endpoint.security() != TransportSecurity.PLAIN) {
            ServerTrust trust = ServerTrust.of(endpoint);
            boolean startTls = endpoint.security() == TransportSecurity.STARTTLS;
            properties.put(prefix + "ssl.enable", Boolean.toString(!startTls));
            properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
            properties.put(prefix + "starttls.required", Boolean.toString(startTls));
            properties.put(prefix + "ssl.socketFactory", trust.socketFactory());
            properties.put(prefix + "ssl.socketFactory.fallback", "false");
            properties.put(prefix + "ssl.checkserveridentity", Boolean.toString(trust.verifiesHostName()));
        }
        return properties;
    }
}

package org.mailferry.mailflow;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are told of a task that waits for them.
 *
 * @param host SMTP server that takes the mail; wanted when {@code enabled}
 * @param certificateSha256 pins the server's certificate; empty to verify its chain and name
 * @param login empty to hand in without
 * @param password reference to the login's password, for example {@code env:MAILFERRY_NOTIFY_PASSWORD}
 * @param from sender of the mail; wanted when {@code enabled}
 * @param baseUrl where people reach this application, without a slash at its end
 * @param addresses per group id, where the plan's {@code people.addresses} names none
 * @param every between two looks into the outbox
 */
@ConfigurationProperties("mailferry.mailflow.notify")
public record NotifySettings(@DefaultValue("false") boolean enabled, @DefaultValue("") String host, @DefaultValue("25") int port,
                             @DefaultValue("starttls") TransportSecurity security, @DefaultValue("") String certificateSha256,
                             @DefaultValue("") String login, @DefaultValue("") String password, @DefaultValue("") String from,
                             @DefaultValue("http://127.0.0.1:8080") String baseUrl, @DefaultValue Map<String, List<String>> addresses,
                             @DefaultValue("15s") Duration every) {
    public NotifySettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        addresses = Map.copyOf(addresses);
        if (enabled && (host.isBlank() || from.isBlank())) {
            throw new IllegalArgumentException("mailferry.mailflow.notify.enabled needs notify.host and notify.from as well");
        }
        if (!URI.create(baseUrl).isAbsolute()) {
            throw new IllegalArgumentException("mailferry.mailflow.notify.base-url is '" + baseUrl + "'; it must be like https://mailferry.corp.test");
        }
        if (!login.isBlank() && security == TransportSecurity.PLAIN) {
            throw new IllegalArgumentException("mailferry.mailflow.notify.login is set, but notify.security is plain: a password goes only over TLS");
        }
        if (!login.isBlank()) {
            SecretReference.parse(password);
        }
        addresses.values().forEach(list -> list.forEach(EmailAddress::parse));
    }

    public MailEndpoint smtp() {
        return new MailEndpoint(host, port, security, Optional.of(certificateSha256).filter(print -> !print.isBlank()));
    }

    public EmailAddress sender() {
        return EmailAddress.parse(from);
    }

    public List<EmailAddress> addressesOf(String group) {
        return addresses.getOrDefault(group, List.of()).stream().map(EmailAddress::parse).toList();
    }

    public String taskLink(String taskId) {
        return baseUrl + "/camunda/app/tasklist/default/#/?task=" + taskId;
    }
}

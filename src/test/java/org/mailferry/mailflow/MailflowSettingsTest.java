package org.mailferry.mailflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.TransportSecurity;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MailflowSettingsTest {
    private static final String NOTIFY = "mailferry.mailflow.notify.";

    @Test void defaultsKeepARoundOfProbesWellWithinTheLock() {
        assertThat(flow(Map.of())).isEqualTo(new MailflowSettings(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(25), Duration.ofMillis(500), Duration.ofMinutes(5)));
    }

    @Test void everyKeyOfTheFlowIsRead() {
        assertThat(flow(Map.of("mailferry.mailflow.dns-timeout", "1s", "mailferry.mailflow.connect-timeout", "2s", "mailferry.mailflow.read-timeout", "3s",
            "mailferry.mailflow.probe-wait", "4s", "mailferry.mailflow.probe-poll", "5ms", "mailferry.mailflow.max-ttl", "6m", NOTIFY + "host", "ignored here")))
            .isEqualTo(new MailflowSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4),
                Duration.ofMillis(5), Duration.ofMinutes(6)));
    }

    @Test void waitThatOutlivesTheLockIsRefused() {
        assertThatThrownBy(() -> flow(Map.of("mailferry.mailflow.probe-wait", "2m"))).hasStackTraceContaining("mailferry.mailflow.probe-wait is PT2M");
    }

    @Test void nobodyIsToldUnlessItIsSwitchedOn() {
        assertThat(notify(Map.of())).isEqualTo(new NotifySettings(false, "", 25, TransportSecurity.STARTTLS, "", "", "", "", "http://127.0.0.1:8080",
            Map.of(), Duration.ofSeconds(15)));
    }

    @Test void everyKeyOfTheAnnouncementsIsRead() {
        NotifySettings settings = notify(Map.ofEntries(Map.entry(NOTIFY + "enabled", "true"), Map.entry(NOTIFY + "host", "smtp.corp.test"),
            Map.entry(NOTIFY + "port", "465"), Map.entry(NOTIFY + "security", "tls"), Map.entry(NOTIFY + "certificate-sha256", "a".repeat(64)),
            Map.entry(NOTIFY + "login", "ferry"), Map.entry(NOTIFY + "password", "env:FERRY"), Map.entry(NOTIFY + "from", "ferry@corp.test"),
            Map.entry(NOTIFY + "base-url", "https://ferry.corp.test/"), Map.entry(NOTIFY + "addresses.change-managers[0]", "changes@corp.test"),
            Map.entry(NOTIFY + "every", "1m")));
        assertThat(settings.smtp()).isEqualTo(new MailEndpoint("smtp.corp.test", 465, TransportSecurity.TLS, java.util.Optional.of("a".repeat(64))));
        assertThat(settings.addressesOf("change-managers")).isEqualTo(List.of(EmailAddress.parse("changes@corp.test")));
        assertThat(settings.taskLink("1")).isEqualTo("https://ferry.corp.test/camunda/app/tasklist/default/#/?task=1");
        assertThat(settings).extracting(NotifySettings::login, NotifySettings::password, NotifySettings::from, NotifySettings::every)
            .containsExactly("ferry", "env:FERRY", "ferry@corp.test", Duration.ofMinutes(1));
    }

    @Test void halfASettingIsRefused() {
        assertThatThrownBy(() -> notify(Map.of(NOTIFY + "enabled", "true"))).hasStackTraceContaining("needs notify.host and notify.from");
        assertThatThrownBy(() -> notify(Map.of(NOTIFY + "base-url", "ferry.corp.test"))).hasStackTraceContaining("must be like https://");
        assertThatThrownBy(() -> notify(Map.of(NOTIFY + "login", "ferry", NOTIFY + "security", "plain"))).hasStackTraceContaining("only over TLS");
        assertThatThrownBy(() -> notify(Map.of(NOTIFY + "login", "ferry", NOTIFY + "password", "hunter2"))).hasStackTraceContaining("given by reference")
            .satisfies(e -> assertThat(stack(e)).doesNotContain("hunter2"));
    }

    private static String stack(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private static MailflowSettings flow(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("mailferry.mailflow", MailflowSettings.class);
    }

    private static NotifySettings notify(Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate("mailferry.mailflow.notify", NotifySettings.class);
    }
}

package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ServerWordsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10) | CONNECTIONS | true  | 5000  | false",
        "NO [ALERT] Too many simultaneous connections. (Failure)                                         | CONNECTIONS | false | 5000  | false",
        "BYE Too many connections from your IP                                                           | CONNECTIONS | false | 5000  | false",
        "BYE Connection limit reached                                                                    | CONNECTIONS | false | 5000  | false",
        "NO [LIMIT] Number of sessions per user exceeded: too many sessions                              | CONNECTIONS | true  | 5000  | false",
        "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds                            | BACK_OFF    | false | 92415 | true",
        "NO [THROTTLED] come back later                                                                  | BACK_OFF    | false | 30000 | false",
        "NO [THROTTLED] User has exceeded a policy. Suggested Backoff Time: 7 milliseconds               | BACK_OFF    | true  | 7     | true",
        "NO [INUSE] locked                                                                               | BACK_OFF    | true  | 30000 | false",
        "NO [UNAVAILABLE] Temporary authentication failure. [host:2026-11-22 10:00:00]                   | BACK_OFF    | true  | 30000 | false",
        "NO Server Unavailable. 15                                                                       | BACK_OFF    | false | 30000 | false",
        "NO [ALERT] Account exceeded command or bandwidth limits. (Failure)                              | BACK_OFF    | true  | 30000 | false",
        "NO [AUTHENTICATIONFAILED] Too many login attempts, try again later                              | BACK_OFF    | true  | 30000 | false",
        "NO [LIMIT] later                                                                                | BACK_OFF    | true  | 30000 | false"})
    void whatAServerMeans(String text, ServerWords.Kind kind, boolean ofUser, long millis, boolean named) {
        assertThat(ServerWords.read(text)).contains(new ServerWords(kind, ofUser, Duration.ofMillis(millis), named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO [AUTHENTICATIONFAILED] Authentication failed.", "NO [OVERQUOTA] Quota exceeded (mailbox for user is full)",
        "NO [TOOBIG] Message is too large", "BYE Logging out", "Connection reset"})
    void nothingToWaitFor(String text) {
        assertThat(ServerWords.read(text)).isEmpty();
    }

    @Test void aLoginNameIsNoWordOfTheServer() {
        assertThat(ServerWords.read("mail.test:993 asked for a pause at login: NO [THROTTLED] for user@corp.test").orElseThrow().ofUser()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailbox.corp.test:993 asked for a pause: NO [THROTTLED] later", "imap.user-mail.test:993 asked for a pause: NO [THROTTLED] later",
        "my-mailbox:993 asked for a pause: NO [THROTTLED] later"})
    void aHostNameIsNoWordOfTheServer(String text) {
        assertThat(ServerWords.read(text).orElseThrow().ofUser()).isFalse();
    }

    @Test void aFolderOfSuchANameIsNoCode() {
        assertThat(ServerWords.read("NO Folder [INUSE] is not there")).isEmpty();
    }

    @Test void presetsAreWhatTheServersAllowAsDelivered() {
        assertThat(ServerPreset.EXCHANGE.limits()).isEqualTo(new ServerLimits(LimitScope.SERVICE, 0, 16, 0, 0, 0, 0));
        assertThat(ServerPreset.DOVECOT.limits()).isEqualTo(new ServerLimits(LimitScope.SERVER, 0, 10, 0, 0, 0, 0));
        assertThat(ServerPreset.GMAIL.limits()).isEqualTo(new ServerLimits(LimitScope.MAILBOX, 0, 15, 0, 0, 2_500L << 20, 500L << 20));
        assertThat(ServerPreset.OTHER.limits()).isEqualTo(ServerLimits.NONE);
    }

    @Test void theStricterOfTwoLimitsHoldsAndNoneIsNoLimit() {
        ServerLimits one = new ServerLimits(LimitScope.SERVER, 4, 0, 100, 7, 0, 1);
        ServerLimits other = new ServerLimits(LimitScope.SERVICE, 8, 16, 0, 5, 9, 2);
        assertThat(one.and(other)).isEqualTo(other.and(one)).isEqualTo(new ServerLimits(LimitScope.SERVICE, 4, 16, 100, 5, 9, 1));
    }

    @Test void everySettingHasItsDefaultAndItsKey() {
        assertThat(new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("mailferry.mailsync.limits", LimitsSettings.class))
            .isEqualTo(LimitsSettings.defaults());
        Map<String, String> set = Map.of("mailferry.mailsync.limits.connections", "3", "mailferry.mailsync.limits.bytes-per-second", "2MB",
            "mailferry.mailsync.limits.messages-per-second", "50", "mailferry.mailsync.limits.quiet", "1m", "mailferry.mailsync.limits.turn", "2m",
            "mailferry.mailsync.limits.patience", "3s");
        LimitsSettings bound = new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("mailferry.mailsync.limits", LimitsSettings.class);
        assertThat(bound.everywhere()).isEqualTo(new ServerLimits(LimitScope.SERVER, 3, 0, 2 << 20, 50, 0, 0));
        assertThat(bound).extracting(LimitsSettings::quiet, LimitsSettings::turn, LimitsSettings::patience)
            .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(3));
        assertThatThrownBy(() -> new LimitsSettings(0, bound.bytesPerSecond(), 0, Duration.ZERO, bound.turn(), bound.patience()))
            .hasMessageContaining("mailferry.mailsync.limits.quiet");
    }
}

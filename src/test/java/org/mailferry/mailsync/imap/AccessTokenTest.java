package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailferry.mailsync.imap.ScriptedServer.say;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailsyncSettings;

/** XOAUTH2 and OAUTHBEARER on a server that says what the products' documents say. */
class AccessTokenTest {
    private static final String EXPIRED = encoded("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.corp.test/\"}");

    private final ScriptedServer server = new ScriptedServer();
    private final Deque<String> tokens = new ArrayDeque<>();

    @AfterEach void stop() {
        server.close();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.replace("^A", "\1").getBytes(StandardCharsets.UTF_8));
    }

    /** @param inTurn what the token's file holds, one reading after another; the last one stays */
    private void open(String... inTurn) {
        tokens.addAll(List.of(inTurn));
        MailAccount account = new MailAccount(server.endpoint(TransportSecurity.PLAIN), CredentialMode.XOAUTH2, "anna@corp.test", Optional.empty(),
            SecretReference.parse("file:/run/token"));
        new ImapMailStores(reference -> Secret.of(tokens.size() > 1 ? tokens.remove() : tokens.element()), MailsyncSettings.defaults())
            .open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30))).close();
    }

    private List<String> authentications() {
        return server.heard().stream().filter(line -> line.startsWith("AUTHENTICATE")).toList();
    }

    /** Refuses the first token: explains, and says NO after the answer to the explanation. */
    private static ScriptedServer.Reaction explains(String challenge) {
        return (talk, tag, command) -> {
            talk.say("+ " + challenge);
            talk.hear();
            talk.say(tag + " NO [AUTHENTICATIONFAILED] AUTHENTICATE failed.");
        };
    }

    @Test void theTokenGoesAlongWithTheCommandWhereTheServerTakesItSo() {
        server.offers("IMAP4rev1 SASL-IR AUTH=XOAUTH2");
        open("ya29.one");
        assertThat(authentications()).containsExactly("AUTHENTICATE XOAUTH2 " + encoded("user=anna@corp.test^Aauth=Bearer ya29.one^A^A"));
    }

    @Test void theTokenWaitsForTheServersWordElsewhere() {
        server.offers("IMAP4rev1 AUTH=XOAUTH2");
        open("ya29.one\n");
        assertThat(server.heard()).containsSubsequence("AUTHENTICATE XOAUTH2", encoded("user=anna@corp.test^Aauth=Bearer ya29.one^A^A"));
    }

    @Test void oauthBearerIsUsedWhereItAloneIsOffered() {
        server.offers("IMAP4rev1 SASL-IR AUTH=OAUTHBEARER");
        open("ya29.one");
        String expected = "n,a=anna@corp.test,^Ahost=127.0.0.1^Aport=" + server.endpoint(TransportSecurity.PLAIN).port() + "^Aauth=Bearer ya29.one^A^A";
        assertThat(authentications()).containsExactly("AUTHENTICATE OAUTHBEARER " + encoded(expected));
    }

    @Test void aTokenRefreshedMeanwhileIsTriedOnTheSameConnection() {
        server.offers("IMAP4rev1 SASL-IR AUTH=XOAUTH2").on("AUTHENTICATE", explains(EXPIRED), say("TAG OK in"));
        open("ya29.old", "ya29.new");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.heard()).as("the explanation is answered with an empty line").containsSubsequence(
            "AUTHENTICATE XOAUTH2 " + encoded("user=anna@corp.test^Aauth=Bearer ya29.old^A^A"), "",
            "AUTHENTICATE XOAUTH2 " + encoded("user=anna@corp.test^Aauth=Bearer ya29.new^A^A"));
    }

    @Test void anExpiredTokenIsTriedOnceAndItsFileNamed() {
        server.offers("IMAP4rev1 SASL-IR AUTH=XOAUTH2").on("AUTHENTICATE", explains(EXPIRED));
        assertThatThrownBy(() -> open("ya29.old")).isInstanceOf(LoginRefusedException.class)
            .hasMessageContaining("file:/run/token").hasMessageContaining("status 401").hasMessageContaining("https://mail.corp.test/")
            .hasMessageNotContaining("ya29");
        assertThat(authentications()).hasSize(1);
    }

    @Test void aTokenRepeatedByTheServerIsNotShown() {
        server.offers("IMAP4rev1 SASL-IR AUTH=XOAUTH2").on("AUTHENTICATE",
            explains(encoded("{\"status\":\"invalid_token\",\"token\":\"ya29.old\",\"scope\":\"ya29.old\"}")));
        assertThatThrownBy(() -> open("ya29.old")).hasMessageContaining("invalid_token").hasMessageNotContaining("ya29");
    }

    @Test void anExplanationInOauthBearerIsAnsweredAsTheStandardWantsIt() {
        server.offers("IMAP4rev1 SASL-IR AUTH=OAUTHBEARER").on("AUTHENTICATE", explains(EXPIRED));
        assertThatThrownBy(() -> open("ya29.old")).hasMessageContaining("status 401");
        assertThat(server.heard()).contains("AQ==");
    }

    @Test void aServerWithoutTokensIsToldSo() {
        server.offers("IMAP4rev1 SASL-IR AUTH=PLAIN");
        assertThatThrownBy(() -> open("ya29.one")).isInstanceOf(LoginRefusedException.class).hasMessageContaining("XOAUTH2").hasMessageContaining("OAUTHBEARER");
        assertThat(authentications()).isEmpty();
    }

    @Test void aBusyServerIsNoRefusal() {
        server.offers("IMAP4rev1 SASL-IR AUTH=XOAUTH2").on("AUTHENTICATE", say("TAG NO [UNAVAILABLE] come back"));
        assertThatThrownBy(() -> open("ya29.one", "ya29.two")).isInstanceOfSatisfying(MigrationException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.THROTTLED));
        assertThat(authentications()).hasSize(1);
    }
}

package org.mailferry.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.HostKey;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteResult;
import org.mailferry.remote.RemoteResult.End;
import org.mailferry.remote.RemoteSettings;
import org.mailferry.remote.ssh.EmbeddedHost.Answer;
import org.mailferry.remote.ssh.EmbeddedHost.Asked;
import org.mailferry.remote.ssh.EmbeddedHost.Ending;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class SshCommandsTest {
    private static final RemoteSettings SETTINGS = new RemoteSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(1), DataSize.ofKilobytes(64));

    private final EmbeddedHost embedded = new EmbeddedHost();
    private final SshCommands commands = new SshCommands(SETTINGS, reference -> Secret.of("right"));

    @AfterEach void stop() {
        embedded.close();
    }

    @Test void outputErrorsAndExitCodeComeApart() {
        embedded.answer(line -> new Answer("events: 12\r\n", "warned\n", 3, Ending.EXIT));
        RemoteResult result = commands.run(embedded.host(), command(false));
        assertThat(result).isEqualTo(new RemoteResult(End.EXITED, 3, "events: 12\n", "warned\n", true));
        assertThat(result.succeeded()).isFalse();
        assertThat(embedded.asked()).containsExactly(new Asked("sync Anna@corp.test 'it'\\''s'", false));
    }

    @Test void terminalIsGivenWhereItIsAskedFor() {
        assertThat(commands.run(embedded.host(), command(true)).succeeded()).isTrue();
        assertThat(embedded.asked()).extracting(Asked::terminal).containsExactly(true);
    }

    @Test void changedHostKeyIsRefusedBeforeThePasswordIsSent() {
        KeyPair other = EmbeddedHost.keyPair("EC", 256);
        RemoteHost known = embedded.host();
        embedded.showInstead(other);
        MigrationException refusal = failure(known);
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(refusal).hasMessageContaining(EmbeddedHost.hostKey(other).fingerprint())
            .hasMessageContaining("but known is " + known.hostKeys().get(0)).hasMessageContaining("Nothing was sent to it");
        assertThat(embedded.logins()).isEmpty();
        assertThat(embedded.asked()).isEmpty();
    }

    @Test void unknownHostIsNotTrustedAndTellsTheKeyToCompare() {
        MigrationException refusal = failure(embedded.host(List.of()));
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        HostKey shown = EmbeddedHost.hostKey(embedded.key());
        assertThat(refusal).hasMessageContaining("No host key of").hasMessageContaining(shown.fingerprint()).hasMessageContaining(shown.type() + " " + shown.base64());
        assertThat(embedded.logins()).isEmpty();
    }

    @Test void furtherKeyOfAKnownHostIsNoChange() {
        KeyPair rsa = EmbeddedHost.keyPair("RSA", 2048);
        embedded.showInstead(rsa, embedded.key());
        assertThat(commands.run(embedded.host(), command(false)).succeeded()).isTrue();
        assertThat(commands.run(embedded.host(List.of(EmbeddedHost.hostKey(rsa))), command(false)).succeeded()).isTrue();
    }

    @Test void hostWithoutAKeyOfTheKnownTypeIsRefused() {
        RemoteHost known = embedded.host();
        embedded.showInstead(EmbeddedHost.keyPair("RSA", 2048));
        MigrationException refusal = failure(known);
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(refusal).hasMessageContaining("no key of the known type");
        assertThat(embedded.logins()).isEmpty();
    }

    @Test void refusedLoginWaitsForAPersonAndDoesNotTellThePassword() {
        MigrationException refusal = catchThrowableOfType(MigrationException.class,
            () -> new SshCommands(SETTINGS, reference -> Secret.of("hunter2")).run(embedded.host(), command(false)));
        assertThat(refusal.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(refusal).hasMessageContaining("refused the login of deployer").hasMessageContaining("env:VK");
        assertThat(refusal).hasMessageNotContaining("hunter2");
        assertThat(embedded.asked()).isEmpty();
    }

    @Test void unreachableHostIsTriedAgain() throws IOException {
        RemoteHost host = embedded.host();
        embedded.close();
        assertThat(failure(host).kind()).isEqualTo(FailureKind.TRANSIENT);
        RemoteHost nameless = new RemoteHost("no-such-host.invalid", 22, host.hostKeys(), "deployer", host.proof(), host.secret());
        assertThat(failure(nameless)).hasMessageContaining("no-such-host.invalid:22 was not reached over SSH");
    }

    @Test void hostThatTakesTheConnectionAndSaysNothingIsTriedAgain() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            RemoteSettings hasty = new RemoteSettings(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1), DataSize.ofKilobytes(4));
            RemoteHost host = new RemoteHost("127.0.0.1", silent.getLocalPort(), embedded.host().hostKeys(), "deployer", RemoteHost.Proof.PASSWORD, SecretReference.parse("env:VK"));
            MigrationException failure = catchThrowableOfType(MigrationException.class,
                () -> new SshCommands(hasty, reference -> Secret.of("right")).run(host, command(false)));
            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @Test void commandThatDoesNotEndInTimeIsSaidToRunOn() {
        embedded.answer(line -> Answer.ending(Ending.NEVER));
        RemoteResult result = commands.run(embedded.host(), new RemoteCommand("sync", List.of(), Duration.ofMillis(700), true));
        assertThat(result.end()).isEqualTo(End.TIMED_OUT);
        assertThat(result.mayRun()).isTrue();
        assertThat(result.output()).isEqualTo("begun\n");
    }

    @Test void connectionLostUnderwayIsSaidSoAndIsNoFailureToStart() {
        embedded.answer(line -> Answer.ending(Ending.DROPPED));
        RemoteResult result = commands.run(embedded.host(), command(false));
        assertThat(result.end()).isEqualTo(End.LOST);
        assertThat(result.mayRun()).isTrue();
        assertThat(result.succeeded()).isFalse();
    }

    @Test void killedCommandDidNotSucceed() {
        embedded.answer(line -> Answer.ending(Ending.SIGNAL));
        RemoteResult result = commands.run(embedded.host(), command(false));
        assertThat(result.succeeded()).isFalse();
    }

    @Test void interruptionEndsTheWaiting() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        embedded.answer(line -> {
            begun.countDown();
            return Answer.ending(Ending.NEVER);
        });
        CompletableFuture<RemoteResult> outcome = new CompletableFuture<>();
        Thread worker = new Thread(() -> outcome.complete(commands.run(embedded.host(), command(false))));
        worker.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        worker.interrupt();
        assertThat(outcome.get(30, TimeUnit.SECONDS).end()).isEqualTo(End.LOST);
    }

    @Test void outputBeyondTheLimitIsTakenButNotKept() {
        String much = "x".repeat(70_000);
        embedded.answer(line -> Answer.of(0, much));
        RemoteResult result = commands.run(embedded.host(), command(false));
        assertThat(result.whole()).isFalse();
        assertThat(result.output()).hasSize(64 * 1_024);
        assertThat(result.exitCode()).isZero();
    }

    @Test void privateKeyIsReadWholeFromItsFileAndABrokenOneIsNotQuoted(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("key"), "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n");
        RemoteHost host = new RemoteHost("127.0.0.1", 22, List.of(), "deployer", RemoteHost.Proof.PRIVATE_KEY, SecretReference.parse("file:" + broken));
        assertThatThrownBy(() -> commands.run(host, command(false))).isInstanceOf(MigrationException.class)
            .hasMessageContaining("is no private key that can be used").hasMessageNotContaining("c2VjcmV0").hasNoCause();
    }

    private MigrationException failure(RemoteHost host) {
        return catchThrowableOfType(MigrationException.class, () -> commands.run(host, command(false)));
    }

    private static RemoteCommand command(boolean terminal) {
        return new RemoteCommand("sync", List.of("Anna@corp.test", "it's"), Duration.ofSeconds(20), terminal);
    }
}

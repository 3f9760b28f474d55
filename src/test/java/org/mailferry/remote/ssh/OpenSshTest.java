package org.mailferry.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.OpenSshServer;
import org.mailferry.kernel.HostKey;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteResult;
import org.mailferry.remote.RemoteResult.End;
import org.mailferry.remote.RemoteSettings;
import org.springframework.util.unit.DataSize;

/** Against a real OpenSSH server and its host's real shell. */
@Timeout(120)
class OpenSshTest {
    private static OpenSshServer sshd;
    private final SshCommands commands = new SshCommands(new RemoteSettings(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(1), DataSize.ofMegabytes(1)),
        reference -> { throw new AssertionError("The key comes from its file, not from " + reference); });

    @BeforeAll static void start() {
        sshd = OpenSshServer.start();
    }

    @AfterAll static void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @ParameterizedTest @CsvSource({"ed25519,ed25519", "ecdsa,rsa", "rsa,ecdsa", "rsa,ed25519"})
    void everyUsualTypeOfKeyWorks(String hostKey, String loginKey) {
        RemoteResult result = commands.run(host(hostKey, loginKey), command(false, "echo", "Привет"));
        assertThat(result).isEqualTo(new RemoteResult(End.EXITED, 0, "Привет\n", "", true));
    }

    @Test void argumentsReachTheProgramByteForByte() {
        List<String> words = List.of("it's", "$(id)", "`id`", "a;b", "a && b", "*", "~", "\\", "\"", "!!", "", "Ёжик", "-n");
        RemoteCommand command = new RemoteCommand("printf", Stream.concat(Stream.of("<%s>\\n"), words.stream()).toList(),
            Duration.ofSeconds(30), false);
        assertThat(commands.run(host("ed25519", "ed25519"), command).output().lines()).isEqualTo(words.stream().map(word -> "<" + word + ">").toList());
    }

    @Test void errorsComeApartWithoutATerminalAndAmongTheOutputWithOne() {
        RemoteCommand apart = command(false, "sh", "-c", "echo out; echo err >&2; test -t 0 && echo terminal; exit 7");
        assertThat(commands.run(host("ed25519", "ed25519"), apart)).isEqualTo(new RemoteResult(End.EXITED, 7, "out\n", "err\n", true));
        RemoteCommand among = command(true, "sh", "-c", "echo out; echo err >&2; test -t 0 && test -t 1 && echo terminal; exit 7");
        assertThat(commands.run(host("ed25519", "ed25519"), among)).isEqualTo(new RemoteResult(End.EXITED, 7, "out\nerr\nterminal\n", "", true));
    }

    @Test void programThatReadsItsInputFindsItsEndInsteadOfStandingStill() {
        assertThat(commands.run(host("ed25519", "ed25519"), command(false, "cat")).end()).isEqualTo(End.EXITED);
    }

    @Test void programOnATerminalThatAsksStandsStillUntilItsTimeIsOver() {
        RemoteResult result = commands.run(host("ed25519", "ed25519"),
            new RemoteCommand("sh", List.of("-c", "printf 'Password: '; read answer; echo got $answer"), Duration.ofSeconds(2), true));
        assertThat(result.end()).isEqualTo(End.TIMED_OUT);
        assertThat(result.output()).isEqualTo("Password: ");
    }

    @Test void killedProgramIsNoSuccess() {
        RemoteResult result = commands.run(host("ed25519", "ed25519"), command(false, "sh", "-c", "kill -9 $$"));
        assertThat(result.succeeded()).isFalse();
        assertThat(result.end()).isEqualTo(End.KILLED);
    }

    @Test void anotherHostsKeyIsRefused() {
        RemoteHost wrong = host("ed25519", List.of(HostKey.parse(login("ed25519"))));
        assertThatThrownBy(() -> commands.run(wrong, command(false, "true"))).isInstanceOf(MigrationException.class)
            .hasMessageContaining("shows the host key " + HostKey.parse(sshd.hostKey("ed25519")).fingerprint());
    }

    @Test void loginWithAKeyThatIsNotAdmittedIsRefused() {
        RemoteHost known = host("ed25519", "ed25519");
        RemoteHost stranger = new RemoteHost(known.address(), known.port(), known.hostKeys(), known.login(), known.proof(),
            SecretReference.parse("file:" + sshd.loginKey("ed25519").resolveSibling("host_ed25519")));
        assertThatThrownBy(() -> commands.run(stranger, command(false, "true"))).isInstanceOf(MigrationException.class).hasMessageContaining("refused the login");
    }

    private static String login(String type) {
        try {
            return Files.readString(sshd.loginKey(type).resolveSibling("login_" + type + ".pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RemoteCommand command(boolean terminal, String program, String... arguments) {
        return new RemoteCommand(program, List.of(arguments), Duration.ofSeconds(30), terminal);
    }

    private static RemoteHost host(String hostKey, String loginKey) {
        return host(loginKey, List.of(HostKey.parse(sshd.hostKey(hostKey))));
    }

    private static RemoteHost host(String loginKey, List<HostKey> known) {
        return new RemoteHost("127.0.0.1", sshd.port(), known, OpenSshServer.user(), RemoteHost.Proof.PRIVATE_KEY,
            SecretReference.parse("file:" + sshd.loginKey(loginKey)));
    }
}

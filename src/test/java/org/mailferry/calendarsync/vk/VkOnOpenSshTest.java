package org.mailferry.calendarsync.vk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.HostKey;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.OpenSshServer;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteSettings;
import org.mailferry.remote.ssh.SshCommands;
import org.springframework.util.unit.DataSize;

/** VK's scripts as its guide prints them, on a real OpenSSH host with a docker that minds its terminal and knows logins by case. */
@Timeout(120)
class VkOnOpenSshTest {
    private static final String DOCKER = """
        #!/bin/sh
        echo "$@" >>%1$s/calls
        [ "$1 $2" = "exec -it" ] || { echo "unexpected: $1 $2" >&2; exit 64; }
        test -t 0 || { echo "the input device is not a TTY" >&2; exit 1; }
        for login; do :; done
        case "$login" in
          User777@corp.test) echo "user $login: 12 events, errors: 0" ;;
          *) echo "rpc error: code = NotFound desc = no calendar of $login" ;;
        esac
        """;
    private static final String SCRIPT = """
        #!/bin/sh
        APITOKEN=$(awk '/^exchangesync::config::api_token/ {print $2}' %1$s/main.yaml)
        CALINTAPI=$(awk '/^calendarapi_internal_exchange_sync_token/ {print $2}' %1$s/main.yaml)
        sudo docker exec -it exchange-sync-api1 /usr/bin/subscriber -sync_api_url=127.0.0.1 -sync_api_insecure "-sync_api_acl_token=$APITOKEN" \
        -internal_api_url=calendarapi-internal.qdit -internal_api_init_timeout=120s -internal_api_acl_header=x-calendarapi-grpc-token \
        -internal_api_insecure "-internal_api_acl_token=$CALINTAPI" -internal_api_request_timeout=120s -sync_api_request_timeout=120s -operation=%2$s "$@"
        """;
    private static final MailboxId MAILBOX = MailboxId.parse("corp/user777@corp.test");

    private static OpenSshServer sshd;
    private static Path deployer;
    private final SshCommands commands = new SshCommands(new RemoteSettings(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(5), DataSize.ofMegabytes(1)),
        reference -> { throw new AssertionError(); });

    @BeforeAll static void start() {
        sshd = OpenSshServer.start();
        deployer = sshd.program("deployer/main.yaml", "exchangesync::config::api_token: api-token\ncalendarapi_internal_exchange_sync_token: internal-token\n").getParent();
        sshd.program("bin/docker", DOCKER.formatted(deployer));
        sshd.program("bin/sudo", "#!/bin/sh\n[ \"$1\" = -n ] && shift\nexec \"$@\"\n");
        sshd.program("deployer/sync_all.sh", SCRIPT.formatted(deployer, "sync_all"));
        sshd.program("deployer/subscribe.sh", SCRIPT.formatted(deployer, "subscribe_to_all"));
    }

    @AfterAll static void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @BeforeEach void forget() {
        sshd.program("deployer/calls", "");
    }

    @Test void bothScriptsRunWithTheLoginInItsOwnCase() {
        assertThat(problem("User777@corp.test", true, Operation.SYNC)).isEmpty();
        assertThat(problem("User777@corp.test", true, Operation.SUBSCRIBE)).isEmpty();
        assertThat(sshd.read("deployer/calls").lines()).hasSize(2).satisfiesExactly(
            call -> assertThat(call).contains("-sync_api_acl_token=api-token ", "-internal_api_acl_token=internal-token ").endsWith("-operation=sync_all User777@corp.test"),
            call -> assertThat(call).endsWith("-operation=subscribe_to_all User777@corp.test"));
    }

    @Test void aLoginInAnotherCaseIsAnErrorThoughTheExitCodeIsZero() {
        assertThat(problem("user777@corp.test", true, Operation.SYNC).orElseThrow()).startsWith("ended, but its output tells of errors").contains("NotFound");
    }

    @Test void withoutATerminalThePersonLearnsWhatIsMissing() {
        assertThat(problem("User777@corp.test", false, Operation.SYNC).orElseThrow()).contains("ended with exit code 1", "target.calendarHost.terminal to true");
    }

    @Test void aScriptThatIsNotThereIsSaidToBeMissing() {
        assertThat(problem("User777@corp.test", true, Operation.SYNC, "/nowhere").orElseThrow()).contains("target.calendarHost.scripts");
    }

    @Test void rootIsAskedWhetherTheScriptIsThere() {
        RemoteHost root = new RemoteHost("127.0.0.1", sshd.port(), List.of(HostKey.parse(sshd.hostKey("ed25519"))), "root",
            RemoteHost.Proof.PRIVATE_KEY, SecretReference.parse("file:" + sshd.loginKey("ed25519")));
        assertThat(commands.run(host(), VkScript.mayRun(root, deployer.toString(), Operation.SYNC, Duration.ofSeconds(10))).succeeded()).isTrue();
        assertThat(commands.run(host(), VkScript.mayRun(root, "/nowhere", Operation.SYNC, Duration.ofSeconds(10))).succeeded()).isFalse();
        assertThat(sshd.read("deployer/calls")).isEmpty();
    }

    private static RemoteHost host() {
        return new RemoteHost("127.0.0.1", sshd.port(), List.of(HostKey.parse(sshd.hostKey("ed25519"))), OpenSshServer.user(),
            RemoteHost.Proof.PRIVATE_KEY, SecretReference.parse("file:" + sshd.loginKey("ed25519")));
    }

    private Optional<String> problem(String login, boolean terminal, Operation operation) {
        return problem(login, terminal, operation, deployer.toString());
    }

    private Optional<String> problem(String login, boolean terminal, Operation operation, String scripts) {
        RemoteHost host = host();
        HostedCalendarJob job = new HostedCalendarJob(MAILBOX, EmailAddress.parse(login), host, scripts, terminal, List.of(operation), "move");
        return new VkOutput(commands.run(host, VkScript.command(job, operation, Duration.ofSeconds(60)))).problem(login);
    }
}

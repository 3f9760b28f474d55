package org.mailferry.cli.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.TransportSecurity;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class EndpointOptionsTest {
    private final GivenSecrets secrets = new GivenSecrets();
    private final Map<String, String> environment = new HashMap<>();
    private final Surroundings around = new Surroundings(name -> Optional.ofNullable(environment.get(name)), question -> Optional.empty());

    @Test void tlsIsTheDefaultAndPlainTextTakesTwoWords() {
        assertThat(options("--host1", "a").endpoint()).isEqualTo(MailEndpoint.of("a", 993, TransportSecurity.TLS));
        assertThat(options("--host1", "a", "--port1", "1993").endpoint()).isEqualTo(MailEndpoint.of("a", 1993, TransportSecurity.TLS));
        assertThat(options("--host1", "a", "--notls1").endpoint().security()).isEqualTo(TransportSecurity.TLS);
        assertThat(options("--host1", "a", "--nossl1").endpoint()).isEqualTo(MailEndpoint.of("a", 143, TransportSecurity.STARTTLS));
        assertThat(options("--host1", "a", "--port1", "143").endpoint().security()).isEqualTo(TransportSecurity.STARTTLS);
        assertThat(options("--host1", "a", "--tls1", "--port1", "1143").endpoint()).isEqualTo(MailEndpoint.of("a", 1143, TransportSecurity.STARTTLS));
        assertThat(options("--host1", "a", "--nossl1", "--notls1", "--port1", "7").endpoint()).isEqualTo(MailEndpoint.of("a", 7, TransportSecurity.PLAIN));
    }

    @Test void whoOpensTheMailbox() {
        assertThat(account("--user1", "anna", "--password1", "x").mode()).isEqualTo(CredentialMode.OWN_PASSWORD);
        assertThat(account("--user1", "anna", "--authuser1", "svc", "--password1", "x"))
            .extracting(MailAccount::mode, MailAccount::login, MailAccount::serviceLogin)
            .containsExactly(CredentialMode.AUTHORIZATION_IDENTITY, "anna", Optional.of("svc"));
        assertThat(account("--user1", "anna", "--masteruser1", "root", "--password1", "x").mode()).isEqualTo(CredentialMode.MASTER_USER);
        assertThatThrownBy(() -> account("--user1", "anna", "--masteruser1", "root", "--authuser1", "svc", "--password1", "x"))
            .isInstanceOf(UsageException.class).hasMessageContaining("exclude");
        assertThatThrownBy(() -> account("--user1", "anna", "--authmech1", "NTLM", "--password1", "x")).hasMessageContaining("NTLM");
    }

    @Test void passwordsComeFromOptionFileAndEnvironment(@TempDir Path folder) throws IOException {
        assertThat(password("--password1", "typed")).isEqualTo("typed");
        Path file = Files.writeString(folder.resolve("p"), "from file\nsecond line\n");
        assertThat(password("--passfile1", file.toString())).isEqualTo("from file");
        environment.put("IMAPSYNC_PASSWORD1", "theirs");
        assertThat(password()).isEqualTo("theirs");
        environment.put("MAILFERRY_PASSWORD1", "ours");
        assertThat(password()).isEqualTo("ours");
        assertThatThrownBy(() -> password("--passfile1", folder.resolve("absent").toString())).isInstanceOf(MigrationException.class)
            .hasMessageContaining("absent");
        environment.clear();
        assertThatThrownBy(this::password).isInstanceOf(UsageException.class).hasMessageContaining("--passfile1");
    }

    @Test void anAskedPasswordIsUsed() {
        Surroundings person = new Surroundings(name -> Optional.empty(), question -> Optional.of(Secret.of(question)));
        MailAccount account = options("--host1", "a", "--user1", "anna").account(secrets, person);
        assertThat(secrets.resolve(account.password()).reveal()).isEqualTo("Password of anna on the source");
    }

    @Test void aPasswordOnTheCommandLineIsWarnedAbout() {
        assertThat(options("--password1", "hush").warnings()).singleElement().asString().contains("--passfile1").doesNotContain("hush");
        assertThat(options().warnings()).isEmpty();
    }

    private String password(String... more) {
        String[] arguments = java.util.stream.Stream.concat(java.util.stream.Stream.of("--user1", "anna"), java.util.Arrays.stream(more)).toArray(String[]::new);
        return secrets.resolve(account(arguments).password()).reveal();
    }

    private MailAccount account(String... arguments) {
        EndpointOptions options = options(arguments);
        return options.account("a", options.user().orElseThrow(), null, secrets, around);
    }

    private static EndpointOptions options(String... arguments) {
        EndpointOptions options = new EndpointOptions(1);
        CommandSpec command = CommandSpec.create();
        command.addMixin("host1", options.mixin());
        new CommandLine(command).parseArgs(arguments);
        return options;
    }
}

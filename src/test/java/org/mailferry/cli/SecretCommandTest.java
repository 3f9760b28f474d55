package org.mailferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.database.TestDatabase;
import org.mailferry.secret.SecretStore;
import picocli.CommandLine;

class SecretCommandTest {
    private static final List<String> SETTINGS = List.of("spring.datasource.url", "mailferry.secret.key-file");

    @TempDir Path folder;
    private final InputStream keyboard = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void settings() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), SecretStore.newKey().reveal());
        System.setProperty("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("db") + TestDatabase.H2_MODE);
        System.setProperty("mailferry.secret.key-file", key.toString());
    }

    @AfterEach void back() {
        SETTINGS.forEach(System::clearProperty);
        System.setIn(keyboard);
    }

    private int run(String piped, String... arguments) {
        System.setIn(new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8)));
        return new CommandLine(new SecretCommand()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Test void aSecretIsSetListedAndDeletedAndNeverShown() {
        assertThat(run("canary-7f3a\n", "set", "imap/source")).isZero();
        assertThat(run("", "list")).isZero();
        assertThat(out.toString()).contains("store:imap/source", "imap/source  version 1");
        assertThat(run("", "delete", "imap/source")).isZero();
        assertThat(run("", "delete", "imap/source")).isEqualTo(1);
        assertThat(out + "" + err).doesNotContain("canary-7f3a");
    }

    @Test void aLoginThatWasRefusedTooOftenIsTriedAgain() throws Exception {
        assertThat(run("", "retry", "migrator")).isEqualTo(1);
        try (Connection database = DriverManager.getConnection(System.getProperty("spring.datasource.url"), "sa", ""); Statement statement = database.createStatement()) {
            statement.executeUpdate("insert into mailsync_login (endpoint, login, mailbox, secret_digest, refusals, server_words) "
                + "values ('imap.corp.test:993', 'migrator', '', 'digest', 3, 'NO')");
        }
        assertThat(run("", "retry", "migrator")).isZero();
        assertThat(out.toString()).contains("No refused login of 'migrator' is known", "Login migrator will be tried again");
    }

    @Test void withoutAKeyTheCommandSaysWhatToDo() {
        System.clearProperty("mailferry.secret.key-file");
        assertThat(run("canary-7f3a\n", "set", "imap")).isEqualTo(1);
        assertThat(err.toString()).contains("MAILFERRY_SECRET_KEY").doesNotContain("canary-7f3a").doesNotContain("Exception");
    }

    @Test void nothingPipedInIsRefused() {
        assertThat(run("", "set", "imap")).isEqualTo(1);
        assertThat(err.toString()).contains("1 to 2000 characters");
    }

    @Test void aNewKeyFitsTheStore() throws Exception {
        assertThat(run("", "key")).isZero();
        Files.writeString(folder.resolve("key"), out.toString());
        assertThat(run("canary-7f3a\n", "set", "imap")).isZero();
    }
}

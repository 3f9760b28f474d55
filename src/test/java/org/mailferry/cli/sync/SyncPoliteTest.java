package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.cli.endpoint.EndpointOptions;
import org.mailferry.mailsync.ServerPreset;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Many mailboxes at once from a real server that bears two connections: none fails, and the run learns what the server bears. */
class SyncPoliteTest {
    private static final int MAILBOXES = 6;

    @TempDir Path folder;

    @Test void moreMailboxesAtOnceThanTheServerBearsAllArrive() throws IOException {
        // The server counts all logins as one user, as one that sees only the service account does.
        try (DovecotServer source = DovecotServer.start(Layout.PLAIN.with("mail_max_userip_connections = 2\nauth_username_format = everybody"));
             DovecotServer target = DovecotServer.start(Layout.PLAIN)) {
            SyncShell.deliver(source, "anybody", "INBOX",
                IntStream.range(0, 30).mapToObj(i -> "Subject: " + i + "\r\n\r\n" + "x".repeat(20_000) + "\r\n").toArray(String[]::new));
            Path list = Files.writeString(folder.resolve("list"), String.join("\n", IntStream.range(0, MAILBOXES)
                .mapToObj(i -> "m" + i + ";" + DovecotServer.USER_PASSWORD + ";m" + i + ";" + DovecotServer.USER_PASSWORD).toList()) + "\n", StandardCharsets.UTF_8);
            SyncShell shell = new SyncShell(source, target, folder);
            int code = shell.run("not used", SyncShell.with(shell.servers(), "--batch", list.toString(), "--parallel", String.valueOf(MAILBOXES),
                "--state", folder.resolve("state").toString()));
            assertThat(code).as("%s%n%s", shell.out, shell.err).isZero();
            for (int i = 0; i < MAILBOXES; i++) {
                try (ImapTalk talk = new ImapTalk(target.port(), "m" + i, DovecotServer.USER_PASSWORD)) {
                    assertThat(talk.ok("STATUS INBOX (MESSAGES)")).anyMatch(line -> line.contains("MESSAGES 30)"));
                }
            }
        }
    }

    @Test void theOptionsThatNameAMakeBringItsLimits() {
        assertThat(preset("--gmail1")).isEqualTo(ServerPreset.GMAIL);
        assertThat(preset("--office1")).isEqualTo(ServerPreset.EXCHANGE);
        assertThat(preset("--exchange1")).isEqualTo(ServerPreset.EXCHANGE);
        assertThat(preset()).isEqualTo(ServerPreset.OTHER);
    }

    private static ServerPreset preset(String... arguments) {
        EndpointOptions options = new EndpointOptions(1);
        CommandSpec spec = CommandSpec.create();
        spec.addMixin("host1", options.mixin());
        new CommandLine(spec).parseArgs(arguments);
        return options.preset();
    }
}

package org.mailferry.cli.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.MailferryApplication;
import org.mailferry.cli.endpoint.Surroundings;
import org.mailferry.kernel.Pacer;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapTalk;

/** The command between two real servers, called as a shell would, in this process or in one of its own. */
final class SyncShell {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    private final DovecotServer source;
    private final DovecotServer target;
    private final Path folder;
    private Pacer pacer = Pacer.SLEEPING;

    SyncShell(DovecotServer source, DovecotServer target, Path folder) {
        this.source = source;
        this.target = target;
        this.folder = folder;
    }

    SyncShell pausing(Pacer other) {
        pacer = other;
        return this;
    }

    List<String> servers() {
        return List.of("--host1", "127.0.0.1", "--port1", String.valueOf(source.port()), "--nossl1", "--notls1",
            "--host2", "127.0.0.1", "--port2", String.valueOf(target.port()), "--nossl2", "--notls2");
    }

    /** With both passwords in the environment. */
    int sync(String login, String... more) {
        return run(DovecotServer.USER_PASSWORD, with(servers(), "--user1", login, "--user2", login, "--state", folder.resolve("state").toString(), more));
    }

    int run(String password, List<String> arguments) {
        return run(password, arguments, new PrintWriter(out, true));
    }

    int run(String password, List<String> arguments, PrintWriter paper) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Map<String, String> environment = Map.of("MAILFERRY_PASSWORD1", password, "MAILFERRY_PASSWORD2", password);
        return SyncCommand.line(new Surroundings(name -> Optional.ofNullable(environment.get(name)), question -> Optional.empty()), pacer)
            .setOut(paper).setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new));
    }

    Process start(String login, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MailferryApplication.class.getName(), "sync"));
        command.addAll(with(servers(), "--user1", login, "--user2", login, "--state", folder.resolve("state").toString(), more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MAILFERRY_PASSWORD1", DovecotServer.USER_PASSWORD);
        builder.environment().put("MAILFERRY_PASSWORD2", DovecotServer.USER_PASSWORD);
        return builder.start();
    }

    static List<String> with(List<String> first, Object... more) {
        return Stream.concat(first.stream(), Arrays.stream(more).flatMap(each -> each instanceof String[] many ? Arrays.stream(many) : Stream.of((String) each)))
            .toList();
    }

    static void deliver(DovecotServer server, String login, String folder, String... contents) {
        try (ImapTalk talk = new ImapTalk(server.port(), login, DovecotServer.USER_PASSWORD)) {
            talk.say("CREATE \"" + folder + "\"");
            for (String content : contents) {
                talk.append(folder, "(\\Seen) \"02-Mar-2015 10:00:00 +0300\"", content.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    static void expunge(DovecotServer server, String login, String folder, String numbers) {
        try (ImapTalk talk = new ImapTalk(server.port(), login, DovecotServer.USER_PASSWORD)) {
            talk.ok("SELECT \"" + folder + "\"");
            talk.ok("STORE " + numbers + " +FLAGS (\\Deleted)");
            talk.ok("EXPUNGE");
        }
    }

    /** Content, date and flags of a folder's messages, as the server gives them. */
    static List<String> mail(DovecotServer server, String login, String folder) {
        try (ImapTalk talk = new ImapTalk(server.port(), login, DovecotServer.USER_PASSWORD)) {
            if (talk.ok("EXAMINE \"" + folder + "\"").contains("* 0 EXISTS")) {
                return List.of();
            }
            return talk.ok("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])").stream()
                .map(line -> line.substring(line.indexOf('(')).replace("\\Recent ", "").replace(" \\Recent", "").replace("\\Recent", "")).toList();
        }
    }
}

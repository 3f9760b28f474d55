package org.mailferry.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan start}: asks a running Mailferry to begin. */
@Command(name = "start", description = "Starts the migration of the plan NAME on a running Mailferry, whose plan directory holds the plan.",
    mixinStandardHelpOptions = true,
    footer = {"", "The password comes from --password-ref, from the environment variable MAILFERRY_PASSWORD, or is asked for; it is never an argument."})
final class PlanStartCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The plan's name, that is its folder's name.")
    private String name = "";

    @Option(names = "--server", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080", description = "Where Mailferry serves (default: ${DEFAULT-VALUE}).")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(names = "--user", paramLabel = "USER", required = true, description = "An operator.")
    private String user = "";

    @Option(names = "--password-ref", paramLabel = "REF", description = "Where the password is: env:NAME or file:PATH.")
    private @Nullable String passwordReference;

    @Override public Integer call() {
        PlanName plan = parse(name);
        refuseClearText();
        MigrationStart.Result result = new MigrationStart(server, user, password()).start(plan);
        PrintWriter to = result.started() ? spec.commandLine().getOut() : spec.commandLine().getErr();
        to.println(result.text());
        return result.started() ? 0 : 1;
    }

    private PlanName parse(String text) {
        try {
            return PlanName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** A password goes over plain HTTP only to this machine. */
    private void refuseClearText() {
        if (server.getHost() == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new ParameterException(spec.commandLine(), "--server must be an address such as https://mailferry.corp.example");
        }
        if (server.getScheme().equals("http") && !loopback(server.getHost())) {
            throw new ParameterException(spec.commandLine(), "http:// would send the password to " + server.getHost() + " in the clear: use https://");
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Secret password() {
        if (passwordReference != null) {
            return referenced(passwordReference);
        }
        return Optional.ofNullable(System.getenv("MAILFERRY_PASSWORD")).map(Secret::of).or(this::asked)
            .orElseThrow(() -> new ParameterException(spec.commandLine(), "There is no terminal to ask for the password: use --password-ref"));
    }

    private Optional<Secret> asked() {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        return typed == null ? Optional.empty() : Optional.of(Secret.of(new String(typed)));
    }

    private Secret referenced(String text) {
        SecretReference reference = parseReference(text);
        Optional<String> found = switch (reference.place()) {
            case ENV -> Optional.ofNullable(System.getenv(reference.name()));
            case FILE -> firstLine(Path.of(reference.name()));
            case STORE -> Optional.empty();
        };
        return found.filter(value -> !value.isEmpty()).map(Secret::of)
            .orElseThrow(() -> new ParameterException(spec.commandLine(), "There is no password in " + reference + " (env:NAME or file:PATH)"));
    }

    private SecretReference parseReference(String text) {
        try {
            return SecretReference.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--password-ref: " + e.getMessage());
        }
    }

    private static Optional<String> firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

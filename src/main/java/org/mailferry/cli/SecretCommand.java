package org.mailferry.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.mailsync.LoginRecords;
import org.mailferry.secret.SecretStore;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code secret}: the encrypted store. A value is typed at a prompt or piped in, never an argument that others see in a process list. */
@Command(name = "secret", description = "Keeps passwords in the encrypted store.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class SecretCommand {
    @Spec private CommandSpec spec;

    @Command(name = "set", description = "Keeps a value under NAME; the plan refers to it as store:NAME. Asks for it, or reads the first line piped in.")
    int set(@Parameters(paramLabel = "NAME") String name) {
        Secret value = typedOrPiped("Secret " + name + ": ");
        return withStore(store -> {
            store.store(name, value);
            out().println("Kept. Refer to it as store:" + name);
            return 0;
        });
    }

    @Command(name = "list", description = "Shows the names, with versions and times, without values.")
    int list() {
        return withStore(store -> {
            store.list().forEach(entry -> out().printf("%s  version %d  %s%n", entry.name(), entry.version(), entry.storedAt()));
            return 0;
        });
    }

    @Command(name = "delete", description = "Forgets the value under NAME.")
    int delete(@Parameters(paramLabel = "NAME") String name) {
        return withStore(store -> {
            boolean deleted = store.delete(name);
            out().println(deleted ? "Deleted." : "There was no secret '" + name + "'.");
            return deleted ? 0 : 1;
        });
    }

    @Command(name = "retry", description = "Lets a login be tried again with the password that servers refused three times, as after an outage of theirs.")
    int retry(@Parameters(paramLabel = "LOGIN") String login) {
        try (ConfigurableApplicationContext context = SecretWiring.open()) {
            int forgotten = context.getBean(LoginRecords.class).forgetLogin(login);
            out().println(forgotten > 0 ? "Login " + login + " will be tried again." : "No refused login of '" + login + "' is known.");
            return forgotten > 0 ? 0 : 1;
        }
    }

    @Command(name = "key", description = "Makes a new key for the store, for a file of mode 0600 or for MAILFERRY_SECRET_KEY.")
    int key() {
        out().println(SecretStore.newKey().reveal());
        return 0;
    }

    private int withStore(ToIntFunction<SecretStore> action) {
        try (ConfigurableApplicationContext context = SecretWiring.open()) {
            return action.applyAsInt(context.getBean(SecretStore.class));
        } catch (MigrationException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Secret typedOrPiped(String prompt) {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword(prompt);
            return Secret.of(typed == null ? "" : new String(typed));
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return Secret.of(line == null ? "" : line);
        } catch (IOException e) {
            throw new UncheckedIOException("The value could not be read", e);
        }
    }
}

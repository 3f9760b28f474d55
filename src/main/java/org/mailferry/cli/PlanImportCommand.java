package org.mailferry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.PlanFolders.Content;
import org.mailferry.plan.folder.PlanFolder;
import org.mailferry.plan.folder.RosterImport;
import org.mailferry.plan.roster.RosterFormat;
import org.mailferry.plan.roster.RosterOptions;
import org.mailferry.plan.roster.RosterReading;
import org.mailferry.secret.SecretStore;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan import}: a roster of another product becomes rows of {@code mailboxes.csv}. */
@Command(name = "import", mixinStandardHelpOptions = true,
    description = "Takes the mailboxes of the roster FILE into the plan in DIR: all of them, or none and every line that is wrong.",
    footer = {"", "Formats: mailferry, vk, imapsync (u1;p1;u2;p2), icewarp (user:password[:domain]), microsoft, yandex.",
        "Passwords go into the secret store; mailboxes.csv gets references to them. Delete FILE afterwards."})
final class PlanImportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The plan's folder.")
    private Path directory = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "The roster.")
    private Path file = Path.of("");

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "Which product's roster it is.")
    private String format = "";

    @Option(names = "--wave", required = true, paramLabel = "WAVE", description = "The wave of these mailboxes.")
    private String wave = "";

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Completes logins that are no addresses.")
    private @Nullable String domain;

    @Override public Integer call() throws IOException {
        RosterReading roster = format().read(Files.readAllBytes(file),
            new RosterOptions(Optional.ofNullable(domain).map(MailDomain::new), RosterOptions.AS_PRINTED));
        if (!roster.usable()) {
            roster.problems().forEach(problem -> spec.commandLine().getOut().println(file.getFileName() + ": " + problem));
            return refuse(roster.problems().size());
        }
        PlanFolder folder = new PlanFolder(directory);
        if (!(folder.content() instanceof Content.Texts texts)) {
            return refuse(((Content.Unreadable) folder.content()).problems());
        }
        RosterImport rows = new RosterImport(folder, texts.source(), roster.entries(), wave);
        if (!rows.problems().isEmpty()) {
            return refuse(rows.problems());
        }
        take(rows);
        spec.commandLine().getOut().println(roster.entries().size() + " mailboxes taken into wave '" + wave + "', " + rows.passwords()
            + " passwords kept in the secret store. Now delete " + file.getFileName() + " and run: plan check " + directory);
        return 0;
    }

    /** The store is opened only when there is something to keep, since it needs a database and a key. */
    private static void take(RosterImport rows) throws IOException {
        if (rows.passwords() == 0) {
            rows.run(new NoPasswords());
            return;
        }
        try (ConfigurableApplicationContext context = SecretWiring.open()) {
            rows.run(context.getBean(SecretStore.class));
        }
    }

    private RosterFormat format() {
        try {
            return RosterFormat.parse(format);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int refuse(List<?> problems) {
        problems.forEach(problem -> spec.commandLine().getOut().println(problem));
        return refuse(problems.size());
    }

    private int refuse(int problems) {
        spec.commandLine().getErr().println(problems + (problems == 1 ? " problem" : " problems") + "; nothing was taken");
        return 1;
    }

    private static final class NoPasswords implements org.mailferry.kernel.SecretWriter {
        @Override public boolean holds(String name) {
            return false;
        }

        @Override public void store(String name, org.mailferry.kernel.Secret value) {
            throw MigrationException.permanent("No secret store is open");
        }
    }
}

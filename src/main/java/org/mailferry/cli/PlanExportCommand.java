package org.mailferry.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.Secrets;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.RosterEntry;
import org.mailferry.plan.folder.PlanFolder;
import org.mailferry.plan.roster.PlannedRoster;
import org.mailferry.plan.roster.RosterFormat;
import org.mailferry.plan.roster.RosterOptions;
import org.mailferry.plan.roster.RosterWriting;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan export}: the plan's mailboxes as another product's roster. */
@Command(name = "export", mixinStandardHelpOptions = true,
    description = "Writes the mailboxes of the plan in DIR as the roster FILE, which must not exist yet.",
    footer = {"", "Formats: mailferry, vk, imapsync, icewarp, microsoft, yandex.",
        "With --with-passwords the file holds them in the clear (readable by you only): delete it once it is uploaded (V89)."})
final class PlanExportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The plan's folder.")
    private Path directory = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "The roster to write.")
    private Path file = Path.of("");

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "Which product's roster to write.")
    private String format = "";

    @Option(names = "--wave", paramLabel = "WAVE", description = "Only this wave.")
    private @Nullable String wave;

    @Option(names = "--with-passwords", description = "Writes the passwords that open the mailboxes.")
    private boolean withPasswords;

    @Option(names = "--without-colon", split = ",", paramLabel = "COLUMN", arity = "0..*",
        description = "vk: columns whose header has no colon (default: collector_login, collector_username, collector_password, as VK prints them).")
    private @Nullable List<String> withoutColon;

    @Override public Integer call() throws IOException {
        if (!(new PlanFolder(directory).read() instanceof PlanReading.Valid valid)) {
            spec.commandLine().getErr().println("The plan has problems: run plan check " + directory);
            return 1;
        }
        List<PlannedMailbox> mailboxes = valid.plan().mailboxes().stream().filter(mailbox -> wave == null || mailbox.wave().equals(wave)).toList();
        if (mailboxes.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "The plan has no mailbox in wave '" + wave + "'");
        }
        RosterWriting roster = format().write(entries(mailboxes), new RosterOptions(Optional.empty(),
            withoutColon == null ? RosterOptions.AS_PRINTED : Set.copyOf(withoutColon)));
        if (!roster.problems().isEmpty()) {
            roster.problems().forEach(problem -> spec.commandLine().getOut().println(problem.reason()));
            spec.commandLine().getErr().println("Nothing was written");
            return 1;
        }
        write(roster.text());
        spec.commandLine().getOut().println(mailboxes.size() + " mailboxes written to " + file
            + (withPasswords ? ", with their passwords: delete it once it is uploaded" : ""));
        return 0;
    }

    private List<RosterEntry> entries(List<PlannedMailbox> mailboxes) {
        if (!withPasswords) {
            return new PlannedRoster(Optional.empty()).entries(mailboxes);
        }
        try (ConfigurableApplicationContext context = SecretWiring.open()) {
            return new PlannedRoster(Optional.of(context.getBean(Secrets.class))).entries(mailboxes);
        }
    }

    private void write(String text) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), file + " is there already; nothing was changed");
        }
    }

    private RosterFormat format() {
        try {
            return RosterFormat.parse(format);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}

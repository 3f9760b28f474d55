package org.mailferry.cli.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.EndpointOptions;
import org.mailferry.cli.endpoint.GivenSecrets;
import org.mailferry.cli.endpoint.Surroundings;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.imap.ImapStores;
import org.mailferry.mailsync.jdbc.LedgerFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sync}: carries mailboxes from one server to another, with the options and exit codes that users of imapsync know. */
@Command(name = "sync", mixinStandardHelpOptions = true, sortOptions = false, exitCodeOnInvalidInput = 64,
    description = "Copies a mailbox, or many, from one IMAP server to another; run again, it brings only what changed.")
public final class SyncCommand implements Callable<Integer> {
    private final EndpointOptions source = new EndpointOptions(1);
    private final EndpointOptions target = new EndpointOptions(2);
    private final Surroundings around;
    private final Clock clock = Clock.systemUTC();

    @Spec private CommandSpec spec;
    @Mixin private FolderOptions folders = new FolderOptions();
    @Mixin private MessageOptions messages = new MessageOptions();
    @Mixin private StatePlace state = new StatePlace();

    @Option(names = "--errorsmax", paramLabel = "NUMBER", description = "Leave a mailbox after so many errors (default: never).")
    private @Nullable Integer errorsMax;

    @Option(names = "--exitwhenover", paramLabel = "BYTES", description = "Leave a mailbox after so many bytes.")
    private @Nullable Long bytesMax;

    @Option(names = {"--timeout1", "--timeout2", "--timeout"}, paramLabel = "SECONDS", description = "The longest silence of a server, the larger of the two for both.")
    private List<Double> timeouts = List.of();

    private SyncCommand(Surroundings around) {
        this.around = around;
    }

    public static CommandLine line() {
        return line(Surroundings.SYSTEM);
    }

    static CommandLine line(Surroundings around) {
        SyncCommand command = new SyncCommand(around);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.addMixin("host1", command.source.mixin());
        spec.addMixin("host2", command.target.mixin());
        return new CommandLine(spec);
    }

    @Override public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Stream.of(source, target).flatMap(side -> side.warnings().stream()).forEach(warning -> err.println("Warning: " + warning));
            return run().number();
        } catch (UsageException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE.number();
        } catch (MigrationException e) {
            err.println(e.getMessage());
            return ExitCode.UNAVAILABLE.number();
        }
    }

    private ExitCode run() {
        GivenSecrets secrets = new GivenSecrets();
        MailAccount from = source.account(secrets, around);
        MailAccount to = target.account(secrets, around);
        SyncPolicy policy = new SyncPolicy(Set.of(), 0, folders.rules(), messages.rules(clock), false);
        SyncJob job = new SyncJob(MailboxKey.of(from, to, folders.naming()), from, to, policy);
        try (LedgerFile ledger = state.open(job.mailbox().text(), 1, clock, around.environment());
             Reporter reporter = new LineReporter(spec.commandLine().getOut(), false)) {
            MailsyncSettings settings = settings();
            Workshop workshop = new Workshop(ImapStores.of(secrets, settings), ledger.ledger(), settings, reporter, clock, Pacer.SLEEPING,
                errorsMax == null ? OptionalInt.empty() : OptionalInt.of(errorsMax), bytesMax == null ? OptionalLong.empty() : OptionalLong.of(bytesMax),
                () -> false);
            return new MailboxRun(workshop, job).run().code();
        }
    }

    private MailsyncSettings settings() {
        double seconds = timeouts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return seconds > 0 ? MailsyncSettings.defaults().withTimeout(Duration.ofMillis(Math.round(seconds * 1000))) : MailsyncSettings.defaults();
    }
}

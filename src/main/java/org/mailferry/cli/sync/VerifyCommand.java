package org.mailferry.cli.sync;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailferry.cli.endpoint.EndpointOptions;
import org.mailferry.cli.endpoint.GivenSecrets;
import org.mailferry.cli.endpoint.Surroundings;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.MessageRules;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.imap.ImapStores;
import org.mailferry.mailsync.jdbc.LedgerFile;
import org.mailferry.reconcile.MailboxComparison;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: compares two mailboxes by digest, with the options that {@code sync} copied them with. */
@Command(name = "verify", mixinStandardHelpOptions = true, sortOptions = false, exitCodeOnInvalidInput = 64,
    description = "Compares two mailboxes message by message, by what the two servers give now, and prints every difference.",
    footer = {"", "Exit code 0: the same. 1: they differ. 69: a server broke off, nothing is known. The others are those of sync."})
public final class VerifyCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    private final EndpointOptions source = new EndpointOptions(1);
    private final EndpointOptions target = new EndpointOptions(2);
    private final Surroundings around;
    private final Clock clock = Clock.systemUTC();

    @Spec private CommandSpec spec;
    @Mixin private FolderOptions folders = new FolderOptions();

    @Option(names = "--state", paramLabel = "FILE", description = "The state that sync kept: it explains differences (refused, deleted on the target since) and "
        + "tells target names. They stay differences.")
    private @Nullable Path state;

    @Option(names = "--allowextra", description = "The target may have more messages and folders.")
    private boolean allowExtra;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = {"--timeout1", "--timeout2", "--timeout"}, paramLabel = "SECONDS", description = "The longest silence of a server, the larger of the two for both.")
    private List<Double> timeouts = List.of();

    private VerifyCommand(Surroundings around) {
        this.around = around;
    }

    public static CommandLine line() {
        return line(Surroundings.SYSTEM);
    }

    static CommandLine line(Surroundings around) {
        VerifyCommand command = new VerifyCommand(around);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.addMixin("host1", command.source.mixin());
        spec.addMixin("host2", command.target.mixin());
        return new CommandLine(spec);
    }

    @Override public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Stream.of(source, target).flatMap(side -> side.warnings().stream()).forEach(warning -> err.println("Warning: " + warning));
            return compare();
        } catch (UsageException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE.number();
        } catch (ExitException e) {
            err.println(e.getMessage());
            // 1 means that they differ; here nothing is known.
            return e.code() == ExitCode.CATCH_ALL ? ExitCode.UNAVAILABLE.number() : e.code().number();
        } catch (MigrationException e) {
            err.println(e.getMessage());
            return (e.kind() == FailureKind.PERMANENT ? ExitCode.UNAVAILABLE : ExitCode.CONNECTION_FAILURE).number();
        } catch (RuntimeException e) {
            err.println("The comparison broke off: " + e);
            return ExitCode.SOFTWARE.number();
        }
    }

    private int compare() {
        GivenSecrets secrets = new GivenSecrets();
        MailAccount from = source.account(secrets, around);
        MailAccount to = target.account(secrets, around);
        SyncPolicy policy = new SyncPolicy(Set.of(), 0, folders.rules(), MessageRules.NONE, false);
        SyncJob job = new SyncJob(MailboxKey.of(from, to, folders.naming()), from, to, policy);
        if (state == null) {
            return compare(job, secrets, Optional.empty());
        }
        if (!Files.exists(Path.of(state + ".mv.db"))) {
            throw new UsageException("--state " + state + ": there is no " + state + ".mv.db");
        }
        try (LedgerFile ledger = LedgerFile.open(state, 1, clock)) {
            return compare(job, secrets, Optional.of(ledger.ledger()));
        }
    }

    private int compare(SyncJob job, GivenSecrets secrets, Optional<SyncLedger> ledger) {
        MailsyncSettings settings = settings();
        DifferenceReport report = json ? new JsonDifferenceReport(spec.commandLine().getOut(), allowExtra)
            : new TextDifferenceReport(spec.commandLine().getOut(), allowExtra, clock);
        new MailboxComparison(new SidedStores(ImapStores.of(secrets, settings), job.source()), settings, clock, Pacer.SLEEPING, report, job, ledger).run();
        report.end();
        return report.same() ? ExitCode.OK.number() : DIFFERENT;
    }

    private MailsyncSettings settings() {
        double seconds = timeouts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return seconds > 0 ? MailsyncSettings.defaults().withTimeout(Duration.ofMillis(Math.round(seconds * 1000))) : MailsyncSettings.defaults();
    }
}

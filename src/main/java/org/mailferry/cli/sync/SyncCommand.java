package org.mailferry.cli.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mailferry.cli.endpoint.EndpointOptions;
import org.mailferry.cli.endpoint.GivenSecrets;
import org.mailferry.cli.endpoint.Surroundings;
import org.mailferry.cli.endpoint.UsageException;
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
import picocli.CommandLine.Spec;

/** {@code sync}: carries mailboxes from one server to another, with the options and exit codes that users of imapsync know. */
@Command(name = "sync", mixinStandardHelpOptions = true, sortOptions = false, exitCodeOnInvalidInput = 64,
    description = "Copies a mailbox, or many, from one IMAP server to another; run again, it brings only what changed.")
public final class SyncCommand implements Callable<Integer> {
    private final EndpointOptions source = new EndpointOptions(1);
    private final EndpointOptions target = new EndpointOptions(2);
    private final Surroundings around;
    private final Pacer pacer;
    private final Clock clock = Clock.systemUTC();

    @Spec private CommandSpec spec;
    @Mixin private FolderOptions folders = new FolderOptions();
    @Mixin private MessageOptions messages = new MessageOptions();
    @Mixin private StatePlace state = new StatePlace();

    @Mixin private DeleteOptions deletion = new DeleteOptions();
    @Mixin private RunOptions options = new RunOptions();
    @Mixin private BatchOptions batch = new BatchOptions();
    @Mixin private OutputOptions output = new OutputOptions();
    private final OtherOptions others = new OtherOptions();

    private SyncCommand(Surroundings around, Pacer pacer) {
        this.around = around;
        this.pacer = pacer;
    }

    public static CommandLine line() {
        return line(Surroundings.SYSTEM, Pacer.SLEEPING);
    }

    static CommandLine line(Surroundings around, Pacer pacer) {
        SyncCommand command = new SyncCommand(around, pacer);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.addMixin("host1", command.source.mixin());
        spec.addMixin("host2", command.target.mixin());
        spec.addMixin("others", command.others.mixin());
        return new CommandLine(spec);
    }

    @Override public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Stream.of(source, target).flatMap(side -> side.warnings().stream()).forEach(warning -> err.println("Warning: " + warning));
            others.notes().forEach(note -> err.println("Note: " + note));
            return run(err).number();
        } catch (UsageException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE.number();
        } catch (ExitException e) {
            err.println(e.getMessage());
            return e.code().number();
        } catch (MigrationException e) {
            err.println(e.getMessage());
            return ExitCode.UNAVAILABLE.number();
        } catch (IOException e) {
            err.println("The standard input broke off: " + e.getMessage());
            return ExitCode.NO_INPUT.number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.BY_SIGNAL.number();
        }
    }

    private ExitCode run(PrintWriter err) throws IOException, InterruptedException {
        GivenSecrets secrets = new GivenSecrets();
        SyncPolicy policy = new SyncPolicy(Set.of(), 0, folders.rules(), messages.rules(clock), options.foldersOnly());
        Jobs jobs = new Jobs(source, target, policy, folders.naming(), secrets, around);
        RunOptions.Mode mode = options.mode();
        Optional<String> list = batch.file();
        Optional<Path> file = list.filter(name -> !name.equals("-")).map(Path::of);
        List<SyncJob> all = file.map(path -> SyncRun.read(path, jobs)).orElseGet(() -> list.isPresent() ? List.of() : List.of(jobs.one()));
        int atOnce = list.isPresent() ? batch.parallel() : 1;
        String memory = file.map(path -> "batch " + path.toAbsolutePath()).or(() -> list).orElseGet(() -> all.get(0).mailbox().text());
        MailsyncSettings settings = options.settings();
        try (StopSignal stop = StopSignal.listening(err);
             LedgerFile ledger = state.open(memory, atOnce, clock, around.environment());
             Reporter reporter = output.reporter(spec.commandLine().getOut(), err, list.isPresent(), clock)) {
            GivenLimits limits = new GivenLimits(source.preset(), target.preset());
            Workshop workshop = new Workshop(ImapStores.of(secrets, settings), ledger.gate(limits), limits, ledger.ledger(), settings, reporter, clock, pacer,
                options.errorsMax(), options.bytesMax(), deletion.delete2() ? OptionalInt.of(deletion.maxPercent()) : OptionalInt.empty(), options.pace(clock, pacer), stop);
            SyncRun run = new SyncRun(workshop, mode, options.countFirst(output.bar()));
            if (list.isEmpty()) {
                return run.one(all.get(0));
            }
            return file.isPresent() ? run.all(all, atOnce) : run.arriving(jobs, atOnce);
        }
    }
}

package org.mailferry.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.mailferry.cli.sync.SyncCommand;
import org.mailferry.cli.sync.VerifyCommand;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. A command answers in about a second: it starts no web server and no engine. */
@Command(name = "mailferry", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class, synopsisSubcommandLabel = "COMMAND",
    subcommands = {MailferryCli.Serve.class, PlanCommand.class, CheckCommand.class, SecretCommand.class},
    description = "Carries a company's mail and calendars from its old server to the new one, as a runbook that people approve, watch and audit.",
    footer = {"", "Begin with a plan:", "  java -jar mailferry.jar plan new plans/spring",
        "  java -jar mailferry.jar plan check plans/spring", "  java -jar mailferry.jar serve"})
public final class MailferryCli implements Runnable {
    private static final String SERVE = "serve";
    private static final List<String> QUESTIONS = List.of("--help", "-h", "--version", "-V");

    @Spec private CommandSpec spec;

    /** Whether these arguments ask for the application: none, {@code serve}, or settings such as {@code --server.port=8443}. */
    public static boolean serves(String[] args) {
        if (args.length > 0 && args[0].equals(SERVE)) {
            return Arrays.stream(args).noneMatch(QUESTIONS::contains);
        }
        return args.length == 0 || args[0].startsWith("--") && !QUESTIONS.contains(args[0]);
    }

    public static String[] withoutServe(String[] args) {
        return Arrays.stream(args).skip(args.length > 0 && args[0].equals(SERVE) ? 1 : 0).toArray(String[]::new);
    }

    /** 0 when all is well, 1 when something is wrong with what was asked about, 2 when the arguments make no sense. */
    public static int run(String[] args) {
        // sync tells everything itself, and what they say must not be mixed with anything.
        LogLevel level = args.length > 0 && args[0].equals("sync") ? LogLevel.OFF : LogLevel.WARN;
        LoggingSystem.get(MailferryCli.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
        return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new MailferryCli()).addSubcommand(SyncCommand.line()).addSubcommand(VerifyCommand.line())
            .setOut(out).setErr(err).setExecutionExceptionHandler((failure, line, parsed) -> {
            err.println(failure.getMessage() == null ? failure.toString() : failure.getMessage());
            return 1;
        }).execute(args);
    }

    @Override public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /** Only described here: {@code main} starts the application itself. */
    @Command(name = SERVE, mixinStandardHelpOptions = true,
        description = "Runs the application: Tasklist, Cockpit and the runbook. Also without any command. Settings follow as --key=value.")
    static final class Serve implements Runnable {
        @Override public void run() {
            throw new IllegalStateException("'serve' is the first argument");
        }
    }
}

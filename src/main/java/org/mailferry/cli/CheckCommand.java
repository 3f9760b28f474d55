package org.mailferry.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckTable;
import org.mailferry.cli.sync.Terminal;
import org.mailferry.directory.ReconciliationReport;
import org.mailferry.mailsync.MailboxPreflight.Question;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.folder.PlanFolder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: the questions of the preparation, asked from the shell. 0 all green, 1 something red, 2 the arguments make no sense. */
@Command(name = "check", mixinStandardHelpOptions = true,
    description = "Asks servers, DNS and directory what the preparation of the plan in DIR will ask. Records nothing, and changes nothing but that "
        + "roundtrip makes folders in the test user's mailbox on the target and removes them.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:everything is green", "1:something is red, or the plan has errors", "2:wrong arguments"})
final class CheckCommand implements Callable<Integer> {
    enum Kind {
        PORTS(Preflight::ports), DNS(Preflight::dns), DIRECTORY(Preflight::directory), TARGET(Preflight::target), ROUNDTRIP(preflight -> List.of(preflight.roundTrip())),
        LOGINS(preflight -> preflight.mailboxes(Question.SOURCE_LOGIN, Question.TARGET_LOGIN)), SIZES(preflight -> preflight.mailboxes(Question.MESSAGE_SIZE)),
        QUOTA(preflight -> preflight.mailboxes(Question.QUOTA)), ALL(Kind::all);

        private final Function<Preflight, List<CheckResult>> asking;

        Kind(Function<Preflight, List<CheckResult>> asking) {
            this.asking = asking;
        }

        /** Each mailbox is visited once. */
        private static List<CheckResult> all(Preflight preflight) {
            List<CheckResult> results = new ArrayList<>();
            List.of(PORTS, DNS, DIRECTORY, TARGET, ROUNDTRIP).forEach(kind -> results.addAll(kind.asking.apply(preflight)));
            results.addAll(preflight.mailboxes(Question.values()));
            return results;
        }

        @Override public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec private CommandSpec spec;
    // Asked for by call() and not by arity, so that a mistyped command before it is what is complained about.
    @Parameters(index = "0", arity = "0..1", paramLabel = "CHECK", description = "${COMPLETION-CANDIDATES}") private @Nullable Kind kind;
    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "The plan's folder.") private @Nullable Path directory;
    @Option(names = "--json", description = "One JSON array instead of the table.") private boolean json;
    @Option(names = "--report", paramLabel = "FILE",
        description = "With directory or all: every difference between directory, plan and target as CSV.") private @Nullable Path report;

    @Override public Integer call() throws IOException {
        if (kind == null || directory == null) {
            throw new ParameterException(spec.commandLine(), "Which check, of which plan?");
        }
        PrintWriter out = spec.commandLine().getOut();
        PlanReading reading = new PlanFolder(directory).read();
        if (reading instanceof PlanReading.Invalid invalid) {
            invalid.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            return 1;
        }
        CheckTable table = new CheckTable(results(kind, ((PlanReading.Valid) reading).plan(), directory));
        out.println(json ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(table.checks()) : CheckLines.of(table));
        return table.checks().stream().anyMatch(CheckResult::blocks) ? 1 : 0;
    }

    private List<CheckResult> results(Kind asked, MigrationPlan plan, Path folder) throws IOException {
        Instant rosterSince = Files.getLastModifiedTime(folder.resolve("mailboxes.csv")).toInstant();
        List<ReconciliationReport> reports = new ArrayList<>();
        try (ConfigurableApplicationContext context = PreflightWiring.open(plan)) {
            List<CheckResult> results = asked.asking.apply(new Preflight(context, plan, new PeopleCheck(context, plan, rosterSince, reports::add),
                Terminal.isPresent() ? this::progress : text -> { }));
            if (report != null && !reports.isEmpty()) {
                Files.writeString(report, reports.get(0).csv());
            }
            return results;
        }
    }

    /** On a line of its own, which the next overwrites and an empty one clears. */
    private void progress(String text) {
        spec.commandLine().getErr().print("\r\u001b[K" + text);
        spec.commandLine().getErr().flush();
    }
}

package org.mailferry.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.mailferry.plan.PlanProblem;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.folder.PlanExample;
import org.mailferry.plan.folder.PlanFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan}: makes, checks, shows and starts plans. */
@Command(name = "plan", description = "Makes, fills, checks, shows and starts plans.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
    subcommands = {PlanStartCommand.class, PlanImportCommand.class, PlanExportCommand.class, PlanListsCommand.class})
final class PlanCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    @Command(name = "new", description = "Writes an example plan with a word on every key into DIR, whose name becomes the plan's name.", mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "DIR") Path directory) throws IOException {
        PlanFolder folder = new PlanFolder(directory);
        folder.name();
        try {
            PlanExample.writeTo(directory);
        } catch (FileAlreadyExistsException e) {
            spec.commandLine().getErr().println(e.getMessage() + " is there already; nothing was changed");
            return 1;
        }
        print("Wrote plan.yaml and mailboxes.csv. Replace the example's values, then run: plan check " + directory);
        return 0;
    }

    @Command(name = "check", description = "Finds everything that is wrong with the plan in DIR: file, line and reason. Contacts no server.", mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "DIR") Path directory) {
        PlanReading reading = new PlanFolder(directory).read();
        if (reading instanceof PlanReading.Valid valid) {
            print("Plan '" + valid.plan().name() + "' is valid: " + valid.plan().mailboxes().size() + " mailboxes in "
                + valid.plan().waves().size() + " waves. SHA-256 " + valid.plan().sha256());
            return 0;
        }
        return refuse((PlanReading.Invalid) reading);
    }

    @Command(name = "show", description = "Shows the plan in DIR: systems, waves in their order, windows, people.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "DIR") Path directory) {
        PlanReading reading = new PlanFolder(directory).read();
        if (reading instanceof PlanReading.Valid valid) {
            print(new PlanText(valid.plan()).text());
            return 0;
        }
        return refuse((PlanReading.Invalid) reading);
    }

    private int refuse(PlanReading.Invalid invalid) {
        invalid.problems().forEach(problem -> print(problem.toString()));
        long files = invalid.problems().stream().map(PlanProblem::file).distinct().count();
        spec.commandLine().getErr().println(invalid.problems().size() + (invalid.problems().size() == 1 ? " problem" : " problems")
            + (files > 1 ? " in both files" : "") + "; the plan cannot be used");
        return 1;
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }
}

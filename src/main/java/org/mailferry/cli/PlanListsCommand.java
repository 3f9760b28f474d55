package org.mailferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.directory.MailingLists;
import org.mailferry.directory.MailingLists.MailingList;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Systems;
import org.mailferry.plan.folder.PlanFolder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan lists}: the directory's groups and resources as {@code lists} and {@code resources} of a plan. */
@Command(name = "lists", mixinStandardHelpOptions = true,
    description = "Prints the groups and resources of the directory of the plan in DIR as the sections 'lists' and 'resources' of plan.yaml, members by their "
        + "target addresses. Nothing is written: look through it, and paste what the target shall have.")
final class PlanListsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The plan's folder.")
    private Path directory = Path.of("");

    @Override public Integer call() {
        if (!(new PlanFolder(directory).read() instanceof PlanReading.Valid valid)) {
            spec.commandLine().getErr().println("The plan has problems: run plan check " + directory);
            return 1;
        }
        Optional<DirectorySource> source = valid.plan().systems().directory().map(Systems.Directory::source);
        if (source.isEmpty()) {
            spec.commandLine().getErr().println("The plan names no directory: add its section 'directory', with groupsBaseDn where groups lie elsewhere");
            return 1;
        }
        try (ConfigurableApplicationContext context = PreflightWiring.open(valid.plan())) {
            DirectoryListing listing = context.getBean(DirectoryListing.class);
            List<DirectoryEntry> entries = listing.list(source.get());
            print(valid.plan(), MailingLists.of(listing.groups(source.get()), entries), entries);
            return 0;
        } catch (MigrationException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private void print(MigrationPlan plan, MailingLists lists, List<DirectoryEntry> entries) {
        PrintWriter out = spec.commandLine().getOut();
        Map<EmailAddress, EmailAddress> targets = plan.mailboxes().stream().collect(Collectors.toMap(PlannedMailbox::sourceAddress, PlannedMailbox::targetAddress));
        if (!lists.lists().isEmpty()) {
            out.println("lists:");
        }
        for (MailingList list : lists.lists()) {
            boolean usable = plan.domains().contains(list.address().domain()) && !list.members().isEmpty();
            String indent = usable ? "" : "# ";
            out.println(indent + "  - address: " + quoted(list.address().text()) + (usable ? "" : list.members().isEmpty() ? "   # no member with a mailbox"
                : "   # in none of the plan's domains"));
            out.println(indent + "    name: " + quoted(list.name().isBlank() ? list.address().text() : list.name()));
            out.println(indent + "    members: [" + list.members().stream().map(member -> quoted(targets.getOrDefault(member, member).text())).collect(Collectors.joining(", ")) + "]");
            list.withoutMailbox().forEach(dn -> out.println("    # no mailbox: " + plain(dn)));
        }
        List<DirectoryEntry> resources = entries.stream().filter(entry -> entry.kind() == DirectoryEntry.Kind.RESOURCE && !entry.addresses().isEmpty())
            .filter(entry -> plan.domains().contains(entry.addresses().get(0).domain())).toList();
        if (!resources.isEmpty()) {
            out.println("resources:");
            resources.forEach(entry -> {
                String address = entry.addresses().get(0).text();
                out.println("  - address: " + quoted(address));
                out.println("    name: " + quoted((entry.givenName() + " " + entry.familyName()).isBlank() ? address : (entry.givenName() + " " + entry.familyName()).strip()));
                out.println("    group: \"Resources\"   # the directory tells none");
            });
        }
    }

    /** JSON's quotes are YAML's. */
    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text is always JSON", e);
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}

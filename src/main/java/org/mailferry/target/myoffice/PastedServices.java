package org.mailferry.target.myoffice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult;
import org.mailferry.target.myoffice.ServiceTable.Replicas;

/** Judges a pasted {@code docker service ls}: every service of the guide is there, and each runs all its replicas (N54, N55, N73). */
public final class PastedServices {
    private static final String ID = "services:myoffice";
    private static final String MISSPELT = "psn-frontent_";
    private static final Set<String> STANDALONE = names("services-standalone.txt");
    private static final Set<String> CLUSTER = names("services-cluster.txt");

    private PastedServices() {}

    /** Never throws for what was pasted; the text names every service that is missing, short of replicas or not readable. */
    public static CheckResult judge(String pasted) {
        ServiceTable table = ServiceTable.read(pasted);
        Set<String> seen = new TreeSet<>(table.counts().keySet());
        boolean cluster = without(CLUSTER, seen).size() < without(STANDALONE, seen).size();
        String row = cluster ? "N73" : "N55";
        if (seen.isEmpty() && table.unread().isEmpty()) {
            return new CheckResult(ID, row, CheckResult.Status.RED, "No psn- service is in what was pasted: paste the output of docker service ls.");
        }
        Set<String> expected = cluster ? CLUSTER : STANDALONE;
        String extra = named("Not in the guide's list: ", without(seen, expected));
        String problems = problems(table, without(expected, seen));
        if (problems.isEmpty()) {
            return new CheckResult(ID, row, CheckResult.Status.GREEN, "All " + expected.size() + " services of the guide's list for "
                + (cluster ? "a cluster" : "one server") + " run all their replicas." + extra);
        }
        return new CheckResult(ID, row, CheckResult.Status.RED, problems + extra);
    }

    private static String problems(ServiceTable table, Set<String> missing) {
        Set<String> incomplete = new TreeSet<>();
        Set<String> twice = new TreeSet<>();
        table.counts().forEach((name, counts) -> {
            if (counts.size() > 1) {
                twice.add(name + " " + counts.stream().map(Replicas::toString).collect(Collectors.joining(" and ")));
            } else if (!counts.iterator().next().complete()) {
                incomplete.add(name + " " + counts.iterator().next());
            }
        });
        List<String> said = new ArrayList<>();
        said.add(named("Not all replicas run: ", incomplete));
        said.add(named("Missing: ", missing));
        said.add(named("Listed with different counts, paste one output only: ", twice));
        said.add(named("No count follows, paste from a wider terminal: ", table.unread()));
        if (table.counts().keySet().stream().anyMatch(name -> name.startsWith(MISSPELT))) {
            said.add(" The guide prints the stack psn-frontent, meant is psn-frontend: remove that stack and deploy it by its right name.");
        }
        return String.join("", said).trim();
    }

    private static String named(String what, Collection<String> names) {
        return names.isEmpty() ? "" : " " + what + String.join(", ", names) + ".";
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    private static Set<String> names(String file) {
        try (InputStream in = Objects.requireNonNull(PastedServices.class.getResourceAsStream("/myoffice/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

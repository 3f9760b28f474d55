package org.mailferry.plan.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretWriter;
import org.mailferry.kernel.Sha256;
import org.mailferry.plan.PlanProblem;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.RosterEntry;

/**
 * Takes a roster's mailboxes into a plan's {@code mailboxes.csv}: all of them or none. Passwords go into the secret store, the file gets
 * references. A side that a service account opens takes no passwords.
 */
public final class RosterImport {
    private final PlanName plan;
    private final Path file;
    private final String csv;
    private final Map<String, Secret> secrets = new LinkedHashMap<>();
    private final List<PlanProblem> problems;

    /** Works out what would be written, and what would be wrong with the plan then that is not wrong with it now. */
    public RosterImport(PlanFolder folder, PlanSource before, List<RosterEntry> entries, String wave) {
        this.plan = folder.name();
        this.file = folder.directory().resolve(Problems.MAILBOXES_CSV);
        boolean sourceOwn = ownPasswords(before, "source");
        boolean targetOwn = ownPasswords(before, "target");
        this.csv = new RosterRows(before.csv()).with(entries.stream().map(entry -> row(entry, wave, sourceOwn, targetOwn)).toList());
        this.problems = newProblems(before, new PlanSource(before.yaml(), csv));
    }

    /** Empty when the plan takes them all. */
    public List<PlanProblem> problems() {
        return problems;
    }

    /** How many passwords {@link #run} will keep. */
    public int passwords() {
        return secrets.size();
    }

    /** Keeps the passwords, then replaces the file in one step. Safe to repeat when it failed in between. */
    public void run(SecretWriter store) throws IOException {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("The plan does not take these mailboxes");
        }
        secrets.forEach(store::store);
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "mailboxes", ".csv");
        try {
            Files.writeString(fresh, csv);
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Map<String, String> row(RosterEntry entry, String wave, boolean sourceOwn, boolean targetOwn) {
        Map<String, String> row = new HashMap<>();
        row.put(MailboxColumns.SOURCE, entry.source().text());
        row.put(MailboxColumns.WAVE, wave);
        row.put(MailboxColumns.TARGET, entry.target().equals(entry.source()) ? "" : entry.target().text());
        row.put(MailboxColumns.GIVEN_NAME, entry.givenName());
        row.put(MailboxColumns.FAMILY_NAME, entry.familyName());
        row.put(MailboxColumns.SOURCE_LOGIN, entry.sourceLogin().equals(entry.source().text()) ? "" : entry.sourceLogin());
        row.put(MailboxColumns.TARGET_LOGIN, entry.targetLogin().equals(entry.target().text()) ? "" : entry.targetLogin());
        row.put(MailboxColumns.SOURCE_PASSWORD, kept("source", entry.source(), entry.sourcePassword().filter(any -> sourceOwn)));
        row.put(MailboxColumns.TARGET_PASSWORD, kept("target", entry.target(), entry.targetPassword().filter(any -> targetOwn)));
        return row;
    }

    /** @return the reference, empty without a password */
    private String kept(String side, EmailAddress address, Optional<Secret> password) {
        if (password.isEmpty()) {
            return "";
        }
        // A store's name knows fewer letters than an address; the digest keeps two addresses apart that become alike.
        String plain = address.key().replaceAll("[^a-z0-9._@-]", "_");
        String name = plan + "/" + side + "/" + (plain.equals(address.key()) ? plain : plain + "-" + Sha256.hex(address.key()).substring(0, 8));
        secrets.put(name, password.get());
        return "store:" + name;
    }

    private static boolean ownPasswords(PlanSource source, String side) {
        LocatedYaml yaml = LocatedYaml.parse(source.yaml(), new Problems());
        if (yaml.broken()) {
            return false;
        }
        Problems ignored = new Problems();
        return YamlValue.root(yaml, new PlanSchema().check(yaml, ignored), ignored).at(side).at("credentials").read(Credentials::read)
            .filter(credentials -> credentials.mode() == CredentialMode.OWN_PASSWORD).isPresent();
    }

    private List<PlanProblem> newProblems(PlanSource before, PlanSource after) {
        Set<String> known = new HashSet<>(problemsOf(before).stream().map(PlanProblem::reason).toList());
        return problemsOf(after).stream().filter(problem -> !known.contains(problem.reason())).toList();
    }

    private List<PlanProblem> problemsOf(PlanSource source) {
        PlanReading reading = new YamlPlanReader().read(plan, source);
        return reading instanceof PlanReading.Invalid invalid ? invalid.problems() : List.of();
    }
}

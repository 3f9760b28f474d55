package org.mailferry.plan.folder;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Organisation;
import org.mailferry.plan.People;
import org.mailferry.plan.PlanReader;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/** Shape first, by the schema; then meaning, section by section; then the mailboxes. Each goes on where the one before found problems. */
@Component
public final class YamlPlanReader implements PlanReader {
    private final PlanSchema schema = new PlanSchema();

    @Override public PlanReading read(PlanName name, PlanSource source) {
        Problems problems = new Problems();
        LocatedYaml yaml = LocatedYaml.parse(source.yaml(), problems);
        List<MailboxTable.Row> rows = MailboxTable.read(source.csv(), problems);
        if (yaml.broken()) {
            return new PlanReading.Invalid(problems.sorted());
        }
        YamlValue plan = YamlValue.root(yaml, schema.check(yaml, problems), problems);
        List<MailDomain> domains = plan.at("domains").items().stream().flatMap(domain -> domain.read(text -> text.as(MailDomain::new)).stream()).toList();
        Optional<Systems> systems = SystemsSection.read(plan, domains);
        Optional<Policies> policies = PoliciesSection.read(plan);
        Optional<People> people = PeopleSection.read(plan);
        WavesSection waves = new WavesSection(plan);
        MailboxesSection mailboxes = new MailboxesSection(rows, new MailboxesSection.Rules(name, waves.names(), domains, systems,
            plan.at("source").at("credentials").read(Credentials::read), plan.at("target").at("credentials").read(Credentials::read)), problems);
        if (!rows.isEmpty()) {
            waves.requireMembers(mailboxes.sizes());
        }
        Organisation organisation = OrganisationSection.read(plan, domains, mailboxes.list());
        if (!problems.none()) {
            return new PlanReading.Invalid(problems.sorted());
        }
        return new PlanReading.Valid(new MigrationPlan(name, systems.orElseThrow(), domains, waves.list(), policies.orElseThrow(),
            people.orElseThrow(), mailboxes.list(), organisation, sha256(source)));
    }

    /** Of both texts, with the length of the first, so that nothing can move from one file to the other unseen. */
    private static String sha256(PlanSource source) {
        return Sha256.hex(source.yaml().length() + "\n" + source.yaml() + source.csv());
    }
}

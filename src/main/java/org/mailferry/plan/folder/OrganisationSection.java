package org.mailferry.plan.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.plan.Organisation;
import org.mailferry.plan.Organisation.MailList;
import org.mailferry.plan.Organisation.Resource;
import org.mailferry.plan.PlannedMailbox;

/** {@code lists} and {@code resources} of {@code plan.yaml}. An address belongs to one mailbox, list or resource. */
final class OrganisationSection {
    private final List<MailDomain> domains;
    private final Map<String, String> owners = new HashMap<>();

    private OrganisationSection(List<MailDomain> domains, List<PlannedMailbox> mailboxes) {
        this.domains = domains;
        for (PlannedMailbox mailbox : mailboxes) {
            owners.put(mailbox.targetAddress().key(), "a mailbox");
            mailbox.aliases().forEach(alias -> owners.put(alias.key(), "an alias of " + mailbox.targetAddress()));
        }
    }

    static Organisation read(YamlValue plan, List<MailDomain> domains, List<PlannedMailbox> mailboxes) {
        OrganisationSection section = new OrganisationSection(domains, mailboxes);
        boolean myOffice = plan.at("target").at("kind").text().equals("myoffice");
        for (String part : List.of("lists", "resources")) {
            if (!myOffice && plan.at(part).present()) {
                plan.at(part).problem("only a target of kind myoffice is given its " + part + " by Mailferry; make them with its own tools");
            }
        }
        return new Organisation(plan.at("lists").items().stream().flatMap(list -> list.read(section::list).stream()).toList(),
            plan.at("resources").items().stream().flatMap(resource -> resource.read(section::resource).stream()).toList());
    }

    private MailList list(YamlValue list) {
        EmailAddress address = own(list, "a list");
        return new MailList(address, name(list, address), list.at("members").items().stream().map(member -> member.as(EmailAddress::parse)).distinct().toList(),
            list.at("outsiders").flag());
    }

    private Resource resource(YamlValue resource) {
        EmailAddress address = own(resource, "a resource");
        return new Resource(address, name(resource, address), resource.at("group").text(), text(resource.at("description")).orElse(""),
            text(resource.at("city")).orElse(""));
    }

    private static String name(YamlValue thing, EmailAddress address) {
        return text(thing.at("name")).orElse(address.text());
    }

    private static Optional<String> text(YamlValue value) {
        return value.find(String::strip);
    }

    private EmailAddress own(YamlValue thing, String what) {
        EmailAddress address = thing.at("address").as(EmailAddress::parse);
        if (!domains.contains(thing.at("address").as(text -> address.domain()))) {
            thing.problem(address + " is in none of the plan's domains");
        }
        String owner = owners.putIfAbsent(address.key(), what);
        if (owner != null) {
            thing.problem(address + " is already the address of " + owner);
        }
        return address;
    }
}

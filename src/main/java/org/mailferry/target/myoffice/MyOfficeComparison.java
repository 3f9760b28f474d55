package org.mailferry.target.myoffice;

import static org.mailferry.target.TargetChange.Action.ALTER;
import static org.mailferry.target.TargetChange.Action.CREATE;
import static org.mailferry.target.TargetChange.Action.LEAVE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.DesiredList;
import org.mailferry.target.DesiredResource;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.TargetChange;
import org.mailferry.target.TargetChange.Action;
import org.mailferry.target.TargetChange.Subject;
import org.mailferry.target.TargetDifference;

/** What PBM shows beside what is desired. One call for each page of users and each resource group, and two or three more. */
final class MyOfficeComparison {
    private final PbmClient pbm;
    private final DesiredTarget desired;
    private final List<TargetChange> changes = new ArrayList<>();
    private long asDesired;

    MyOfficeComparison(PbmClient pbm, DesiredTarget desired) {
        this.pbm = pbm;
        this.desired = desired;
    }

    TargetDifference compare() {
        boolean there = pbm.tenants().ownExists();
        if (there) {
            asDesired++;
        } else {
            add(Subject.ORGANISATION, pbm.tenant(), CREATE, "tenant with the domain " + desired.domains().get(0));
        }
        domains(there ? pbm.domains().mail() : desired.domains().subList(0, 1));
        accounts(there ? pbm.all() : List.of());
        resources(there ? pbm.resources().groups() : List.of());
        lists(there ? pbm.mailLists().all() : List.of());
        return new TargetDifference(changes, asDesired);
    }

    private void domains(List<MailDomain> shown) {
        desired.domains().forEach(domain -> compare(Subject.DOMAIN, domain.text(), shown.contains(domain), "mail domain", List.of()));
    }

    private void accounts(List<PbmUser> shown) {
        Map<EmailAddress, PbmUser> users = shown.stream().collect(Collectors.toMap(PbmUser::mail, user -> user));
        Map<EmailAddress, EmailAddress> owners = new HashMap<>();
        shown.forEach(user -> user.aliases().forEach(alias -> owners.put(alias, user.mail())));
        for (DesiredAccount wanted : desired.accounts()) {
            PbmAccount account = new PbmAccount(wanted);
            PbmUser user = users.remove(wanted.address());
            String taken = taken(wanted, owners);
            List<String> differences = user == null ? List.of()
                : account.missingOn(user).stream().map(change -> account.text(user, change)).toList();
            compare(Subject.ACCOUNT, wanted.address().text(), user != null, account.text() + taken, differences);
        }
        users.values().forEach(user -> add(Subject.ACCOUNT, user.mail().text(), LEAVE, "is not in the plan; status " + user.status()));
    }

    /** PBM will refuse an address that is another account's alias: the person who approves should know. */
    private static String taken(DesiredAccount wanted, Map<EmailAddress, EmailAddress> owners) {
        Set<EmailAddress> addresses = new LinkedHashSet<>(wanted.aliases());
        addresses.add(wanted.address());
        return addresses.stream().filter(address -> owners.containsKey(address) && !owners.get(address).equals(wanted.address()))
            .map(address -> "; " + address + " is an alias of " + owners.get(address) + " and must be freed first").collect(Collectors.joining());
    }

    private void resources(List<String> groups) {
        Set<String> wanted = desired.resources().stream().map(DesiredResource::group).collect(Collectors.toCollection(LinkedHashSet::new));
        wanted.forEach(group -> compare(Subject.RESOURCE_GROUP, group, groups.contains(group), "group of resources", List.of()));
        groups.stream().filter(group -> !wanted.contains(group)).forEach(group -> add(Subject.RESOURCE_GROUP, group, LEAVE, "is not in the plan"));
        Map<EmailAddress, String> homes = new HashMap<>();
        Map<EmailAddress, PbmResource> shown = new HashMap<>();
        for (String group : groups) {
            pbm.resources().in(group).forEach(resource -> {
                homes.put(resource.mail(), group);
                shown.put(resource.mail(), resource);
            });
        }
        for (DesiredResource resource : desired.resources()) {
            PbmResource there = shown.remove(resource.address());
            String home = homes.getOrDefault(resource.address(), resource.group());
            if (!home.equals(resource.group())) {
                add(Subject.RESOURCE, resource.address().text(), LEAVE, "is in the group '" + home + "' and not in '" + resource.group()
                    + "'; PBM cannot move it: delete it in the administration panel and it is made anew");
            } else {
                compare(Subject.RESOURCE, resource.address().text(), there != null, resource.name() + " in '" + resource.group() + "'"
                        + Stream.of(resource.city(), resource.description()).filter(text -> !text.isEmpty()).map(text -> ", " + text).collect(Collectors.joining()),
                    there == null ? List.of() : MyOfficeThings.missing(resource, there).stream().map(change -> change.field() + " becomes '" + change.value() + "'").toList());
            }
        }
        shown.keySet().forEach(address -> add(Subject.RESOURCE, address.text(), LEAVE, "is not in the plan"));
    }

    private void lists(List<PbmMailList> shown) {
        Map<EmailAddress, PbmMailList> known = shown.stream().collect(Collectors.toMap(PbmMailList::mail, list -> list));
        for (DesiredList wanted : desired.lists()) {
            PbmMailList list = known.remove(wanted.address());
            compare(Subject.LIST, wanted.address().text(), list != null, wanted.name() + ", " + wanted.members().size() + " members, "
                    + (wanted.outsiders() ? "open" : "closed") + " to outsiders",
                list == null ? List.of() : MyOfficeThings.missing(wanted, list).stream().map(MyOfficeComparison::text).toList());
            if (list != null) {
                leftAsItIs(wanted, list);
            }
        }
        known.keySet().forEach(address -> add(Subject.LIST, address.text(), LEAVE, "is not in the plan"));
    }

    private static String text(PbmPatch change) {
        return switch (change.field()) {
            case "alias" -> "member " + change.value() + " is added";
            case "accessTo" -> "it is closed to outsiders";
            default -> "name becomes '" + change.value() + "'";
        };
    }

    /** PBM's guide shows no call that takes a member out or opens a list, and nobody loses mail that way by our doing. */
    private void leftAsItIs(DesiredList wanted, PbmMailList list) {
        Set<EmailAddress> more = new HashSet<>(list.members());
        wanted.members().forEach(more::remove);
        if (!more.isEmpty()) {
            add(Subject.LIST, wanted.address().text(), LEAVE, more.size() + " members more than planned: "
                + more.stream().map(EmailAddress::text).sorted().limit(5).collect(Collectors.joining(", ")) + (more.size() > 5 ? ", …" : ""));
        }
        if (wanted.outsiders() && list.localOnly()) {
            add(Subject.LIST, wanted.address().text(), LEAVE, "is closed to outsiders; PBM has no call to open it: use the administration panel");
        }
    }

    private void compare(Subject subject, String name, boolean there, String asNew, List<String> differences) {
        if (!there) {
            add(subject, name, CREATE, asNew);
        } else if (!differences.isEmpty()) {
            add(subject, name, ALTER, String.join("; ", differences));
        } else {
            asDesired++;
        }
    }

    private void add(Subject subject, String name, Action action, String text) {
        changes.add(new TargetChange(subject, name, action, text));
    }
}

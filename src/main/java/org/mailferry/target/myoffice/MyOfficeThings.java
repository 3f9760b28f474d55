package org.mailferry.target.myoffice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailferry.kernel.MigrationException;
import org.mailferry.target.DesiredList;
import org.mailferry.target.DesiredResource;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetChange;

/** Tenant, domains, resources and lists of a MyOffice installation: looked for, made or altered, and read back. */
record MyOfficeThings(PbmClient pbm) {

    ProvisionResult make(TargetChange change, DesiredTarget desired) {
        String name = change.name();
        return switch (change.subject()) {
            case ORGANISATION -> once(name, () -> pbm.tenants().ownExists(), () -> pbm.tenants().putOwn(desired.domains().get(0)));
            case DOMAIN -> desired.domains().stream().filter(domain -> domain.text().equals(name)).findFirst()
                .map(domain -> once(name, () -> pbm.domains().mail().contains(domain), () -> pbm.domains().putMail(domain))).orElseGet(() -> noLongerPlanned(change));
            case RESOURCE_GROUP -> once(name, () -> pbm.resources().groups().contains(name), () -> pbm.resources().putGroup(name));
            case RESOURCE -> desired.resources().stream().filter(resource -> resource.address().text().equals(name)).findFirst().map(this::resource)
                .orElseGet(() -> noLongerPlanned(change));
            case LIST -> desired.lists().stream().filter(list -> list.address().text().equals(name)).findFirst().map(this::list)
                .orElseGet(() -> noLongerPlanned(change));
            case ACCOUNT -> throw new IllegalArgumentException("Accounts are made with their passwords: " + change);
        };
    }

    static ProvisionResult noLongerPlanned(TargetChange change) {
        return new ProvisionResult.Refused("The plan no longer has the " + change.subject().label() + " " + change.name() + ".");
    }

    /** What has to be changed on the list; no member is ever taken out. */
    static List<PbmPatch> missing(DesiredList wanted, PbmMailList list) {
        List<PbmPatch> changes = new ArrayList<>();
        if (!wanted.name().equals(list.displayName())) {
            changes.add(PbmPatch.replace("displayName", wanted.name()));
        }
        wanted.members().stream().filter(member -> !list.members().contains(member)).forEach(member -> changes.add(PbmPatch.addAlias(member.text())));
        if (!wanted.outsiders() && !list.localOnly()) {
            changes.add(PbmPatch.replace("accessTo", PbmMailList.LOCAL_ONLY));
        }
        return changes;
    }

    static List<PbmPatch> missing(DesiredResource wanted, PbmResource resource) {
        List<PbmPatch> changes = new ArrayList<>();
        if (!wanted.name().equals(resource.displayName())) {
            changes.add(PbmPatch.replace("displayName", wanted.name()));
        }
        if (!wanted.description().isEmpty() && !wanted.description().equals(resource.description())) {
            changes.add(PbmPatch.replace("description", wanted.description()));
        }
        if (!wanted.city().isEmpty() && !wanted.city().equals(resource.city())) {
            changes.add(PbmPatch.replace("l", wanted.city()));
        }
        return changes;
    }

    private ProvisionResult list(DesiredList wanted) {
        PbmMailLists lists = pbm.mailLists();
        return made(wanted.address().text(), () -> lists.find(wanted.address()).map(list -> missing(wanted, list)),
            () -> lists.put(new PbmMailList(wanted.address(), wanted.name(), java.util.Set.copyOf(wanted.members()), !wanted.outsiders())),
            changes -> lists.patch(wanted.address(), changes));
    }

    private ProvisionResult resource(DesiredResource wanted) {
        PbmResources resources = pbm.resources();
        return made(wanted.address().text(), () -> resources.in(wanted.group()).stream().filter(resource -> resource.mail().equals(wanted.address())).findFirst()
                .map(resource -> missing(wanted, resource)),
            () -> resources.put(wanted.group(), new PbmResource(wanted.address(), wanted.name(), wanted.description(), wanted.city())),
            changes -> resources.patch(wanted.group(), wanted.address(), changes));
    }

    private interface Alteration {
        Optional<PbmRefusal> of(List<PbmPatch> changes);
    }

    private static ProvisionResult once(String name, Supplier<Boolean> there, Supplier<Optional<PbmRefusal>> creation) {
        return made(name, () -> there.get() ? Optional.of(List.of()) : Optional.empty(), creation, changes -> Optional.empty());
    }

    /** @param look what is missing on the thing; empty when there is no such thing */
    private static ProvisionResult made(String name, Supplier<Optional<List<PbmPatch>>> look, Supplier<Optional<PbmRefusal>> creation, Alteration alteration) {
        Optional<List<PbmPatch>> found = look.get();
        if (found.isEmpty()) {
            Optional<PbmRefusal> refusal = creation.get();
            if (refusal.isPresent()) {
                return new ProvisionResult.Refused(refusal.get().text("create " + name));
            }
            List<PbmPatch> left = look.get().orElseThrow(() -> MigrationException.transientFailure("PBM said that it created " + name + " but does not show it", null));
            ProvisionResult altered = altered(name, left, look, alteration);
            return altered instanceof ProvisionResult.Refused ? altered : new ProvisionResult.Created();
        }
        return altered(name, found.get(), look, alteration);
    }

    private static ProvisionResult altered(String name, List<PbmPatch> changes, Supplier<Optional<List<PbmPatch>>> look, Alteration alteration) {
        if (changes.isEmpty()) {
            return new ProvisionResult.AlreadyThere(List.of());
        }
        Optional<PbmRefusal> refusal = alteration.of(changes);
        if (refusal.isPresent()) {
            return new ProvisionResult.Refused(refusal.get().text("change " + fields(changes) + " of " + name));
        }
        List<PbmPatch> left = look.get().orElse(changes);
        return left.isEmpty() ? new ProvisionResult.AlreadyThere(List.of(fields(changes)))
            : new ProvisionResult.Refused("PBM accepted a change of " + name + " but still shows another value of " + fields(left)
                + ". Look at it in the administration panel.");
    }

    private static String fields(List<PbmPatch> changes) {
        return changes.stream().map(PbmPatch::field).distinct().collect(Collectors.joining(", "));
    }
}

package org.mailferry.target.myoffice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;

/** Groups of resources, and the resources in them; a resource exists only inside a group (P36-P40). */
record PbmResources(PbmCalls calls) {
    List<String> groups() {
        return calls.get(calls.at("resourcegroups", calls.tenant()), "the resource groups").map(answer -> PbmWords.items(PbmWords.json(answer)).stream()
            .map(group -> group.isTextual() ? group.asText() : PbmWords.first(group, "name", "cn", "displayName")).toList()).orElse(List.of());
    }

    Optional<PbmRefusal> putGroup(String name) {
        return calls.put(calls.at("resourcegroups", calls.tenant(), name), Map.of(), Map.of());
    }

    Optional<PbmRefusal> renameGroup(String name, String newName) {
        return calls.patch(calls.at("resourcegroups", calls.tenant(), name), List.of(PbmPatch.replace("name", newName)));
    }

    /** Deletes the resources in it as well (P37). */
    Optional<PbmRefusal> deleteGroup(String name) {
        return calls.delete(calls.at("resourcegroups", calls.tenant(), name));
    }

    /** Empty too when there is no such group. */
    List<PbmResource> in(String group) {
        return calls.get(calls.at("resources", calls.tenant(), group), "the resources of '" + group + "'")
            .map(answer -> PbmWords.items(PbmWords.json(answer)).stream().map(PbmResource::of).toList()).orElse(List.of());
    }

    Optional<PbmRefusal> put(String group, PbmResource resource) {
        return calls.put(calls.at("resources", calls.tenant(), group, resource.mail().text()), resource.form(), Map.of());
    }

    Optional<PbmRefusal> patch(String group, EmailAddress mail, List<PbmPatch> changes) {
        return calls.patch(calls.at("resources", calls.tenant(), group, mail.text()), changes);
    }

    Optional<PbmRefusal> delete(String group, EmailAddress mail) {
        return calls.delete(calls.at("resources", calls.tenant(), group, mail.text()));
    }
}

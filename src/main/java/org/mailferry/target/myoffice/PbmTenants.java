package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailDomain;

/** Organisations, for a super administrator (P12-P15). They are named by us, since only a named one can be made twice safely (P14). */
record PbmTenants(PbmCalls calls) {
    /** The tenants' ids. The guide says no more than "array" of the answer, so texts and objects with an id are read. */
    List<String> ids() {
        return calls.get(calls.at("tenants"), "the tenants").map(answer -> PbmWords.items(PbmWords.json(answer)).stream()
            .map(PbmTenants::id).toList()).orElse(List.of());
    }

    private static String id(JsonNode tenant) {
        return tenant.isTextual() ? tenant.asText() : PbmWords.first(tenant, "tenant-id", "id", "name");
    }

    /** Whether ours is there, as far as the service login may see: an administrator of a tenant is only let in to one that is. */
    boolean ownExists() {
        return !calls.rulesAllTenants() || ids().contains(calls.tenant());
    }

    Optional<PbmRefusal> putOwn(MailDomain domain) {
        return put(calls.tenant(), domain);
    }

    Optional<PbmRefusal> put(String id, MailDomain domain) {
        return calls.put(calls.at("tenants", id), Map.of("domain", domain.text()), Map.of());
    }

    /** A tenant whose id PBM chooses (P13). Not safe to repeat. */
    Optional<PbmRefusal> post(MailDomain domain) {
        return calls.post(calls.at("tenants"), Map.of("domain", domain.text()));
    }

    Optional<PbmRefusal> delete(String id) {
        return calls.delete(calls.at("tenants", id));
    }
}

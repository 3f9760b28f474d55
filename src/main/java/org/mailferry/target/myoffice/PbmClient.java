package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.mailferry.http.HttpAnswer;
import org.mailferry.http.HttpCalls;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.target.TargetSystem.AdminApi;

/** PBM version 2 for one tenant: its users (P19-P34), and the way to everything else that PBM manages. */
final class PbmClient {
    private static final int MOST_PAGES = 100_000;

    private final PbmCalls calls;

    PbmClient(HttpCalls http, Secrets secrets, Clock clock, AdminApi api) {
        this.calls = new PbmCalls(http, secrets, clock, api);
    }

    Optional<PbmUser> find(EmailAddress mail) {
        return calls.get(user(mail), mail.text()).map(answer -> PbmUser.of(PbmWords.json(answer), mail));
    }

    /**
     * Every user of the tenant, page by page in the order of the addresses (P24).
     *
     * @throws MigrationException {@code TRANSIENT} when the pages repeat or end before the total that PBM tells, and for the known bug of
     *     missing indexes, with its mending (P26)
     */
    List<PbmUser> all() {
        Map<EmailAddress, PbmUser> found = new LinkedHashMap<>();
        String lastFirst = "";
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode answer = page(page);
            List<JsonNode> users = PbmWords.items(answer);
            String first = users.isEmpty() ? "" : users.get(0).path("mail").asText();
            if (!users.isEmpty() && first.equals(lastFirst)) {
                throw MigrationException.transientFailure("PBM's list of users shows page " + (page - 1) + " again as page " + page, null);
            }
            lastFirst = first;
            users.stream().map(PbmUser::of).forEach(user -> found.put(user.mail(), user));
            long total = answer.path("total").asLong(found.size());
            if (found.size() >= total) {
                return List.copyOf(found.values());
            }
            if (users.isEmpty()) {
                throw MigrationException.transientFailure("PBM's list of users ends after " + found.size() + " of " + total, null);
            }
        }
        throw MigrationException.permanent("PBM's list of users does not end");
    }

    private JsonNode page(int page) {
        HttpUrl.Builder url = calls.at("users", calls.tenant()).addQueryParameter("page", String.valueOf(page))
            .addQueryParameter("sort", "0").addQueryParameter("orderby", "mail");
        try {
            HttpAnswer answer = calls.get(url, "the list of users").orElseThrow(() -> MigrationException.permanent("PBM knows no tenant '" + calls.tenant() + "'"));
            return PbmWords.json(answer);
        } catch (MigrationException e) {
            if (String.valueOf(e.getMessage()).contains("answered 500")) {
                throw MigrationException.transientFailure(e.getMessage() + " The known cause are missing indexes: on every ldap node run 'dsconf localhost "
                    + "backend index add --index-type eq --attr tenant-id --attr employeeNumber --attr employeeType --reindex userRoot'.", e);
            }
            throw e;
        }
    }

    /** Makes a user. @return the server's refusal (400, 404, 409 and the like), empty when it was made */
    Optional<PbmRefusal> put(EmailAddress mail, Map<String, String> form, Secret password) {
        return calls.put(user(mail), form, Map.of("userPassword", password));
    }

    /** Changes a user. @return the server's refusal, empty when it was changed */
    Optional<PbmRefusal> patch(EmailAddress mail, List<PbmPatch> changes) {
        return calls.patch(user(mail), changes);
    }

    /** Hides a user at once; its login stays taken for 30 days (P30, P31). Nothing in Mailferry calls it without a person's approval. */
    Optional<PbmRefusal> delete(EmailAddress mail) {
        return calls.delete(user(mail));
    }

    private HttpUrl.Builder user(EmailAddress mail) {
        return calls.at("users", calls.tenant(), mail.text());
    }

    String tenant() {
        return calls.tenant();
    }

    PbmTenants tenants() {
        return new PbmTenants(calls);
    }

    PbmResources resources() {
        return new PbmResources(calls);
    }

    PbmMailLists mailLists() {
        return new PbmMailLists(calls);
    }

    PbmDomains domains() {
        return new PbmDomains(calls);
    }

    PbmActions actions() {
        return new PbmActions(calls);
    }
}

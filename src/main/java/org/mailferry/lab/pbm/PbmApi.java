package org.mailferry.lab.pbm;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.mailferry.kernel.Secret;

/** Who may call what: section 2.2 (tokens and roles), 2.3 (tenants) and 2.4 to 2.18 (what a tenant holds) of the guide. */
final class PbmApi {
    final PbmUsers users;
    final PbmTokens tokens;
    private final Map<String, String> tenants;
    private final Map<String, PbmOrganisation> organisations = new ConcurrentHashMap<>();
    private final Map<String, String> webDomains = new ConcurrentHashMap<>();
    private final PbmBruteForce bruteForce;
    private volatile Consumer<PbmSimulator.Account> follower = account -> {};

    PbmApi(PbmSimulator.Settings settings, Clock clock) {
        tenants = new ConcurrentHashMap<>(settings.tenants());
        users = new PbmUsers(clock, settings.alternateAddressRequired());
        tokens = new PbmTokens(clock, settings.accessLifetime(), settings.refreshLifetime());
        bruteForce = new PbmBruteForce(clock, settings.maxAttempts(), settings.penalty());
    }

    void follow(Consumer<PbmSimulator.Account> newFollower) {
        follower = newFollower;
    }

    PbmAnswer answer(PbmCall call) {
        if (bruteForce.blocks(call.source())) {
            return PbmAnswer.message(403, "Too many attempts, the address is blocked");
        }
        if (call.is("POST", "auth", 1)) {
            return call.fields().containsKey("refresh_token") ? refresh(call) : login(call);
        }
        if (call.bearer().isEmpty() || tokens.owner(call.bearer().get()).isEmpty()) {
            return PbmAnswer.message(401, "TOKEN INVALID");
        }
        if (tokens.expired(call.bearer().get())) {
            return PbmAnswer.TOKEN_EXPIRED;
        }
        return tokens.owner(call.bearer().get()).flatMap(users::find).map(caller -> authorized(call, caller)).orElse(PbmAnswer.FORBIDDEN);
    }

    private PbmAnswer login(PbmCall call) {
        String login = call.fields().getOrDefault("login", "");
        String password = call.fields().getOrDefault("password", "");
        Optional<PbmUser> user = users.find(login).filter(found -> found.field("userPassword").equals(password));
        if (user.isEmpty()) {
            bruteForce.wrong(call.source(), login, password);
            return PbmAnswer.message(401, "WRONG LOGIN OR PASSWORD");
        }
        return tokens.grant(user.get());
    }

    private PbmAnswer refresh(PbmCall call) {
        return call.bearer().flatMap(access -> tokens.redeem(access, call.fields().get("refresh_token")))
            .flatMap(users::find).map(tokens::grant).orElse(PbmAnswer.TOKEN_EXPIRED);
    }

    private PbmAnswer authorized(PbmCall call, PbmUser caller) {
        String collection = call.path().isEmpty() ? "" : call.path().get(0);
        if (collection.equals("tenants") || collection.equals("webdomains")) {
            return caller.role() != 3 ? PbmAnswer.FORBIDDEN : collection.equals("tenants") ? tenants(call) : webDomains(call);
        }
        if (call.is("POST", "actions", 2) && call.path().get(1).equals("expunge")) {
            return caller.role() == 2 ? PbmAnswer.FORBIDDEN : expunge(call);
        }
        Optional<String> tenant = tenant(call, collection);
        if (tenant.filter(tenants::containsKey).isEmpty()) {
            return PbmAnswer.message(404, "Not found");
        }
        if (caller.role() == 2 || caller.role() == 1 && !caller.tenant.equals(tenant.get())) {
            return PbmAnswer.FORBIDDEN;
        }
        return ofTenant(call, collection, tenant.get());
    }

    private static Optional<String> tenant(PbmCall call, String collection) {
        if (call.is("PATCH", "maillists", 1)) {
            return Optional.ofNullable(call.fields().get("tenant-id"));
        }
        int at = collection.equals("actions") ? 2 : 1;
        return call.path().size() > at ? Optional.of(call.path().get(at)) : Optional.empty();
    }

    private PbmAnswer ofTenant(PbmCall call, String collection, String tenant) {
        if (collection.equals("users")) {
            return call.path().size() == 2 ? users.list(tenant, call.fields()) : user(call, tenant, call.path().get(2));
        }
        if (collection.equals("actions")) {
            return sync(call);
        }
        PbmOrganisation organisation = organisations.computeIfAbsent(tenant, any -> new PbmOrganisation());
        if (call.is("PATCH", "maillists", 1)) {
            if (!call.fields().containsKey("mail")) {
                return PbmAnswer.wrong("mail", "is a required value");
            }
            return organisation.answer(call.at("maillists", tenant, call.fields().get("mail")), false);
        }
        String address = call.path().get(call.path().size() - 1);
        boolean taken = address.contains("@") && (users.answersTo(address) || organisations.values().stream().anyMatch(each -> each.hasAddress(address)));
        return organisation.answer(call, taken);
    }

    /** Section 2.15: which book, from where. */
    private static PbmAnswer sync(PbmCall call) {
        String what = call.path().get(1) + " " + call.path().get(call.path().size() - 1);
        boolean known = call.method().equals("POST") && java.util.Set.of("cabsync ad", "cabsync bitrix24", "groupsync ad").contains(what);
        return known ? PbmAnswer.SUCCESS : PbmAnswer.message(404, "Not found");
    }

    /** Section 2.16.4.1. */
    private static PbmAnswer expunge(PbmCall call) {
        for (String field : List.of("messageid", "emails")) {
            if (call.fields().getOrDefault(field, "").isBlank()) {
                return PbmAnswer.wrong(field, "is a required value");
            }
        }
        return PbmAnswer.SUCCESS;
    }

    /** Section 2.18; changed by a form, unlike everything else. */
    private PbmAnswer webDomains(PbmCall call) {
        if (call.path().size() != 2) {
            return PbmAnswer.message(404, "Not found");
        }
        String domain = call.path().get(1);
        if (call.method().equals("DELETE")) {
            return webDomains.remove(domain) == null ? PbmAnswer.message(404, "Not found") : PbmAnswer.SUCCESS;
        }
        for (String field : List.of("key", "crt")) {
            if (call.fields().getOrDefault(field, "").isBlank()) {
                return PbmAnswer.wrong(field, "is a required value");
            }
        }
        if (call.method().equals("PUT") == webDomains.containsKey(domain)) {
            return call.method().equals("PUT") ? PbmAnswer.message(409, domain + " already exists") : PbmAnswer.message(404, "Not found");
        }
        webDomains.put(domain, call.fields().get("crt"));
        return PbmAnswer.SUCCESS;
    }

    /** Sections 2.3.1 to 2.3.3. */
    private PbmAnswer tenants(PbmCall call) {
        if (call.is("GET", "tenants", 1)) {
            return PbmAnswer.json(200, tenants.keySet().stream().sorted().toList());
        }
        String id = call.path().size() == 2 ? call.path().get(1) : "tenant-" + (tenants.size() + 1);
        if (call.method().equals("DELETE")) {
            return tenants.remove(id) == null ? PbmAnswer.message(404, "Not found") : PbmAnswer.SUCCESS;
        }
        if (!call.fields().containsKey("domain")) {
            return PbmAnswer.wrong("domain", "is a required value");
        }
        tenants.put(id, call.fields().get("domain"));
        return PbmAnswer.SUCCESS;
    }

    private PbmAnswer user(PbmCall call, String tenant, String mail) {
        PbmAnswer answer = switch (call.method()) {
            case "GET" -> users.get(tenant, mail);
            case "PUT" -> users.put(tenant, mail, call.fields());
            case "PATCH" -> call.contentType().equals("application/json-patch+json")
                ? users.patch(tenant, mail, call.body(), call.webAdminSolo()) : PbmAnswer.message(415, "Unsupported media type");
            case "DELETE" -> users.delete(tenant, mail);
            default -> PbmAnswer.message(405, "Method not allowed");
        };
        if (answer.status() == 200 && !call.method().equals("GET")) {
            users.find(mail).ifPresent(user -> follower.accept(new PbmSimulator.Account(user.mail, Secret.of(user.field("userPassword")),
                user.field("inetUserStatus"), List.copyOf(user.aliases))));
        }
        return answer;
    }
}

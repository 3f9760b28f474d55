package org.mailferry.lab.pbm;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.mailferry.kernel.Secret;

/** Who may call what: section 2.2 (tokens and roles), 2.3 (tenants) and 2.4 to 2.11 (users) of the guide. */
final class PbmApi {
    final PbmUsers users;
    final PbmTokens tokens;
    private final Map<String, String> tenants;
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
        if (!call.path().isEmpty() && call.path().get(0).equals("tenants")) {
            return caller.role() == 3 ? tenants(call) : PbmAnswer.FORBIDDEN;
        }
        if (call.path().size() < 2 || !call.path().get(0).equals("users") || !tenants.containsKey(call.path().get(1))) {
            return PbmAnswer.message(404, "Not found");
        }
        String tenant = call.path().get(1);
        if (caller.role() == 2 || caller.role() == 1 && !caller.tenant.equals(tenant)) {
            return PbmAnswer.FORBIDDEN;
        }
        return call.path().size() == 2 ? users.list(tenant, call.fields()) : user(call, tenant, call.path().get(2));
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

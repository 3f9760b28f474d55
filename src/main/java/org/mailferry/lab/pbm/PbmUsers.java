package org.mailferry.lab.pbm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The users of all tenants, with the rules of sections 2.4 to 2.11. */
final class PbmUsers {
    private static final Duration TOMBSTONE = Duration.ofDays(30);
    private static final int PAGE = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, PbmUser> users = new TreeMap<>();
    private final Map<String, Instant> deleted = new HashMap<>();
    private final Clock clock;
    private final boolean alternateAddressRequired;

    PbmUsers(Clock clock, boolean alternateAddressRequired) {
        this.clock = clock;
        this.alternateAddressRequired = alternateAddressRequired;
    }

    synchronized Optional<PbmUser> find(String mail) {
        return Optional.ofNullable(users.get(key(mail)));
    }

    synchronized boolean answersTo(String address) {
        return users.values().stream().anyMatch(user -> user.answersTo(address));
    }

    synchronized PbmAnswer get(String tenant, String mail) {
        return find(mail).filter(user -> user.tenant.equals(tenant)).map(user -> PbmAnswer.json(200, user.shown()))
            .orElse(PbmAnswer.message(404, "User not found"));
    }

    synchronized PbmAnswer put(String tenant, String mail, Map<String, String> form) {
        Map<String, String> missing = new LinkedHashMap<>();
        Stream.of("userPassword", "employeeNumber", "cn", "sn", "mailAlternateAddress")
            .filter(name -> alternateAddressRequired || !name.equals("mailAlternateAddress"))
            .filter(name -> form.getOrDefault(name, "").isBlank()).forEach(name -> missing.put(name, name + " is a required value"));
        if (!missing.isEmpty()) {
            return PbmAnswer.message(400, missing);
        }
        if (users.containsKey(key(mail)) || tombstoned(mail)) {
            return PbmAnswer.message(409, "User already exists");
        }
        if (users.values().stream().anyMatch(other -> other.answersTo(mail))) {
            return PbmAnswer.message(409, "Address " + mail + " already exists");
        }
        PbmUser user = new PbmUser(mail, tenant);
        for (Map.Entry<String, String> field : form.entrySet()) {
            Optional<PbmAnswer> problem = set(user, field.getKey(), field.getValue());
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        users.put(key(mail), user);
        return PbmAnswer.SUCCESS;
    }

    /** All operations or none. */
    synchronized PbmAnswer patch(String tenant, String mail, String body, boolean webAdminSolo) {
        Optional<PbmUser> found = find(mail).filter(user -> user.tenant.equals(tenant));
        if (found.isEmpty()) {
            return PbmAnswer.message(404, "User not found");
        }
        PbmUser changed = copy(found.get());
        try {
            for (JsonNode operation : JSON.readTree(body)) {
                Optional<PbmAnswer> problem = apply(changed, operation, webAdminSolo);
                if (problem.isPresent()) {
                    return problem.get();
                }
            }
        } catch (JsonProcessingException e) {
            return PbmAnswer.message(400, "The body is not JSON");
        }
        users.put(key(mail), changed);
        return PbmAnswer.SUCCESS;
    }

    synchronized PbmAnswer delete(String tenant, String mail) {
        if (find(mail).filter(user -> user.tenant.equals(tenant)).isEmpty()) {
            return PbmAnswer.message(404, "User not found");
        }
        users.remove(key(mail));
        deleted.put(key(mail), clock.instant());
        return PbmAnswer.SUCCESS;
    }

    /** Section 2.5.2: search in mail, cn and sn; sort 0 ascending or 1 descending by mail, cn or sn. */
    synchronized PbmAnswer list(String tenant, Map<String, String> query) {
        String search = query.getOrDefault("search", "").toLowerCase(Locale.ROOT);
        String orderBy = query.getOrDefault("orderby", "mail");
        Comparator<PbmUser> order = Comparator.comparing(user -> orderBy.equals("mail") ? user.mail : user.field(orderBy));
        List<PbmUser> found = users.values().stream().filter(user -> user.tenant.equals(tenant))
            .filter(user -> Stream.of(user.mail, user.field("cn"), user.field("sn")).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(search)))
            .sorted(query.getOrDefault("sort", "0").equals("1") ? order.reversed() : order).toList();
        int page = search.isEmpty() ? Math.max(1, Integer.parseInt(query.getOrDefault("page", "1"))) : 1;
        return PbmAnswer.json(200, Map.of("total", found.size(),
            "users", found.stream().skip((long) (page - 1) * PAGE).limit(PAGE).map(PbmUser::shown).toList()));
    }

    private Optional<PbmAnswer> apply(PbmUser user, JsonNode operation, boolean webAdminSolo) {
        String path = operation.path("path").asText();
        String value = operation.path("value").asText();
        switch (operation.path("op").asText()) {
            case "remove":
                if (path.startsWith("/alias/")) {
                    user.aliases.removeIf(alias -> alias.equalsIgnoreCase(path.substring("/alias/".length())));
                    return Optional.empty();
                }
                return PbmUser.OPTIONAL.contains(path.substring(1)) && user.fields.remove(path.substring(1)) != null ? Optional.empty()
                    : Optional.of(PbmAnswer.wrong("path", "cannot be removed"));
            case "add", "replace":
                if (!operation.path("value").isTextual()) {
                    return Optional.of(PbmAnswer.wrong("value", "must be a string"));
                }
                if (path.equals("/alias") && value.isEmpty() && webAdminSolo) {
                    user.wipe();
                    return Optional.empty();
                }
                return set(user, path.substring(1), value);
            default:
                return Optional.of(PbmAnswer.wrong("op", "is not add, replace or remove"));
        }
    }

    private Optional<PbmAnswer> set(PbmUser user, String field, String value) {
        if (field.equals("alias")) {
            for (String alias : addresses(value)) {
                if (users.values().stream().anyMatch(other -> !other.mail.equalsIgnoreCase(user.mail) && other.answersTo(alias))) {
                    return Optional.of(PbmAnswer.message(409, "Address " + alias + " already exists"));
                }
                user.aliases.add(alias);
            }
            return Optional.empty();
        }
        if (!PbmUser.knows(field)) {
            return Optional.of(PbmAnswer.wrong(field, "is not a known parameter"));
        }
        user.fields.put(field, value);
        return PbmRules.broken(field, value);
    }

    private static List<String> addresses(String value) {
        if (!value.startsWith("[")) {
            return Arrays.stream(value.split(",")).filter(address -> !address.isEmpty()).toList();
        }
        try {
            return StreamSupport.stream(JSON.readTree(value).spliterator(), false).map(JsonNode::asText).toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private boolean tombstoned(String mail) {
        Instant at = deleted.get(key(mail));
        return at != null && clock.instant().isBefore(at.plus(TOMBSTONE));
    }

    private static PbmUser copy(PbmUser user) {
        PbmUser copy = new PbmUser(user.mail, user.tenant);
        copy.fields.clear();
        copy.fields.putAll(user.fields);
        copy.aliases.addAll(user.aliases);
        return copy;
    }

    private static String key(String mail) {
        return mail.toLowerCase(Locale.ROOT);
    }
}

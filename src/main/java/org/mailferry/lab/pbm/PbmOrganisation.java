package org.mailferry.lab.pbm;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a tenant holds besides its users: resources in groups, distribution lists, mail domains (sections 2.12 to 2.14 and 2.17). */
final class PbmOrganisation {
    private final Map<String, PbmThings> groups = new TreeMap<>();
    private final PbmThings lists = new PbmThings("mail", Set.of("alias", "displayName"), Set.of("displayName", "employeeType", "accessTo"), true);
    private final PbmThings domains = new PbmThings("domain", Set.of(), Set.of("displayName", "description", "associatedDomain"), false);

    /** @param taken whether another user, list or resource has the address */
    PbmAnswer answer(PbmCall call, boolean taken) {
        String collection = call.path().get(0);
        String name = call.path().size() > 2 ? call.path().get(2) : "";
        boolean jsonPatch = !call.method().equals("PATCH") || call.contentType().equals("application/json-patch+json");
        if (!jsonPatch) {
            return PbmAnswer.message(415, "Unsupported media type");
        }
        if (taken && call.method().equals("PUT")) {
            return PbmAnswer.message(409, "Address already exists");
        }
        return switch (collection) {
            case "resourcegroups" -> group(call, name);
            case "resources" -> resource(call, name);
            case "maillists" -> thing(call, lists, name, Map.of("employeeType", "1"), "newMail");
            case "maildomains" -> thing(call, domains, name, Map.of(), "");
            default -> PbmAnswer.message(404, "Not found");
        };
    }

    private synchronized PbmAnswer group(PbmCall call, String name) {
        if (name.isEmpty()) {
            return call.method().equals("GET") ? PbmAnswer.json(200, groups.keySet()) : PbmAnswer.message(405, "Method not allowed");
        }
        if (call.method().equals("PUT")) {
            return groups.putIfAbsent(name, resources()) == null ? PbmAnswer.SUCCESS : PbmAnswer.message(409, name + " already exists");
        }
        if (!groups.containsKey(name)) {
            return PbmAnswer.message(404, "Not found");
        }
        if (call.method().equals("DELETE")) {
            groups.remove(name); // with all resources in it (2.12.5)
            return PbmAnswer.SUCCESS;
        }
        return call.method().equals("PATCH") ? rename(name, call) : PbmAnswer.message(405, "Method not allowed");
    }

    private PbmAnswer rename(String name, PbmCall call) {
        PbmThings names = new PbmThings("name", Set.of(), Set.of(), false);
        groups.keySet().forEach(group -> names.put(group, Map.of(), Map.of()));
        PbmAnswer answer = names.patch(name, call.body(), "name");
        if (answer.status() == 200) {
            PbmThings resources = groups.remove(name);
            groups.keySet().forEach(names::delete);
            groups.put(names.only(), resources);
        }
        return answer;
    }

    private synchronized PbmAnswer resource(PbmCall call, String group) {
        PbmThings resources = groups.get(group);
        if (resources == null) {
            return PbmAnswer.message(404, "Not found");
        }
        return thing(call, resources, call.path().size() > 3 ? call.path().get(3) : "", Map.of(), "");
    }

    private static PbmAnswer thing(PbmCall call, PbmThings things, String name, Map<String, String> defaults, String renameField) {
        if (name.isEmpty()) {
            return call.method().equals("GET") ? things.list() : PbmAnswer.message(405, "Method not allowed");
        }
        return switch (call.method()) {
            case "GET" -> things.get(name);
            case "PUT" -> things.put(name, call.fields(), defaults);
            case "PATCH" -> things.patch(name, call.body(), renameField);
            case "DELETE" -> things.delete(name);
            default -> PbmAnswer.message(405, "Method not allowed");
        };
    }

    synchronized boolean hasAddress(String mail) {
        return lists.find(mail).isPresent() || groups.values().stream().anyMatch(resources -> resources.find(mail).isPresent());
    }

    private static PbmThings resources() {
        return new PbmThings("mail", Set.of("displayName"), Set.of("displayName", "description", "l", "employeeType"), false);
    }
}

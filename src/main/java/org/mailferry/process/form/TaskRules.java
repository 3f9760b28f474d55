package org.mailferry.process.form;

import java.util.Map;
import java.util.Optional;

/**
 * What the model says about a human task beside its form.
 *
 * @param fourEyes the variable holding a user id who may not complete it
 * @param requester whoever completes it counts as the requester of what follows
 * @param personal the model names one person; nobody may answer for him
 */
record TaskRules(String processKey, Optional<String> fourEyes, boolean requester, boolean personal) {
    static TaskRules of(String processKey, Map<String, String> properties, boolean personal) {
        return new TaskRules(processKey, Optional.ofNullable(properties.get("fourEyes")), Boolean.parseBoolean(properties.get("requester")), personal);
    }
}

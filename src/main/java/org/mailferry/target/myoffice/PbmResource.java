package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailferry.kernel.EmailAddress;

/** A room or device that can be booked (P38). @param city {@code l} in PBM */
record PbmResource(EmailAddress mail, String displayName, String description, String city) {
    static PbmResource of(JsonNode node) {
        return new PbmResource(EmailAddress.parse(node.path("mail").asText()), node.path("displayName").asText(), node.path("description").asText(),
            node.path("l").asText());
    }

    Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("displayName", displayName);
        if (!description.isEmpty()) {
            form.put("description", description);
        }
        if (!city.isEmpty()) {
            form.put("l", city);
        }
        return form;
    }
}

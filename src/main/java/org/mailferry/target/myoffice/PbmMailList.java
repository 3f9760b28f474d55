package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;

/**
 * A distribution list (P42). Its members are called {@code alias} in PBM.
 *
 * @param localOnly takes no mail from outside; PBM's default
 */
record PbmMailList(EmailAddress mail, String displayName, Set<EmailAddress> members, boolean localOnly) {
    static final String LOCAL_ONLY = "local_only";

    PbmMailList {
        members = Set.copyOf(members);
    }

    static PbmMailList of(JsonNode node) {
        return new PbmMailList(EmailAddress.parse(node.path("mail").asText()), node.path("displayName").asText(), PbmWords.addresses(node.path("alias")),
            node.path("accessTo").asText().equals(LOCAL_ONLY));
    }

    /** Members as the text of a JSON array (the guide's quotes do not match; this is what they can only mean). */
    Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("alias", new String(PbmWords.bytes(members.stream().map(EmailAddress::text).sorted().collect(Collectors.toList())),
            java.nio.charset.StandardCharsets.UTF_8));
        form.put("displayName", displayName);
        if (localOnly) {
            form.put("accessTo", LOCAL_ONLY);
        }
        return form;
    }
}

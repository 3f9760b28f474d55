package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.mailferry.kernel.EmailAddress;

/**
 * A user as PBM shows it. The guide documents no schema of this answer, so fields may be missing and numbers may be text.
 *
 * @param quotaKilobytes as shown; PBM takes bytes and shows kilobytes (P32)
 * @param status {@code 0} blocked, {@code 1} open, {@code 2} blocked until the licence is accepted (P21)
 */
record PbmUser(String givenName, String familyName, Set<EmailAddress> aliases, OptionalLong quotaKilobytes, String status) {
    static final String BLOCKED = "0";
    static final String OPEN = "1";

    static PbmUser of(JsonNode answer) {
        String quota = answer.path("quota").asText().strip();
        return new PbmUser(answer.path("cn").asText(), answer.path("sn").asText(), aliases(answer.path("alias")),
            quota.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(quota)) : OptionalLong.empty(),
            answer.path("inetUserStatus").asText());
    }

    /** An array of addresses, or one text with commas. */
    private static Set<EmailAddress> aliases(JsonNode node) {
        Set<EmailAddress> found = new LinkedHashSet<>();
        var texts = node.isArray() ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText)
            : Arrays.stream(node.asText().split(","));
        texts.map(String::strip).filter(text -> text.contains("@")).map(EmailAddress::parse).forEach(found::add);
        return found;
    }
}

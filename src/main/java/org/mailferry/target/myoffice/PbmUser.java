package org.mailferry.target.myoffice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.EmailAddress;

/**
 * A user as PBM shows it. The guide documents no schema of this answer, so fields may be missing and numbers may be text.
 *
 * @param quotaKilobytes as shown; PBM takes bytes and shows kilobytes (P32)
 * @param status {@code 0} blocked, {@code 1} open, {@code 2} blocked until the licence is accepted (P21)
 */
record PbmUser(EmailAddress mail, String givenName, String familyName, Set<EmailAddress> aliases, OptionalLong quotaKilobytes, String status) {
    static final String BLOCKED = "0";
    static final String OPEN = "1";

    /** @param known whose answer it is, where the answer itself does not say so */
    static PbmUser of(JsonNode answer, EmailAddress known) {
        return answer.path("mail").asText().contains("@") ? of(answer) : of(answer, known.text());
    }

    static PbmUser of(JsonNode answer) {
        return of(answer, answer.path("mail").asText());
    }

    private static PbmUser of(JsonNode answer, String mail) {
        String quota = answer.path("quota").asText().strip();
        return new PbmUser(EmailAddress.parse(mail), answer.path("cn").asText(), answer.path("sn").asText(), PbmWords.addresses(answer.path("alias")),
            quota.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(quota)) : OptionalLong.empty(),
            answer.path("inetUserStatus").asText());
    }
}

package org.mailferry.target.myoffice;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;

/** Synchronisations of the address book (P45-P47) and the recall of a message (P53). */
record PbmActions(PbmCalls calls) {
    enum BookSource { AD, BITRIX24 }

    Optional<PbmRefusal> syncPeople(BookSource from) {
        return calls.post(calls.at("actions", "cabsync", calls.tenant(), from == BookSource.AD ? "ad" : "bitrix24"), Map.of());
    }

    Optional<PbmRefusal> syncGroups() {
        return calls.post(calls.at("actions", "groupsync", calls.tenant(), "ad"), Map.of());
    }

    /**
     * Takes a message out of mailboxes, by its Message-ID.
     *
     * @param evenIfRead otherwise what was read stays
     * @param notify whether its owners are told
     */
    Optional<PbmRefusal> expunge(String messageId, Collection<EmailAddress> from, boolean evenIfRead, boolean notify) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("cmd", "expunge");
        form.put("messageid", messageId);
        form.put("emails", new String(PbmWords.bytes(from.stream().map(EmailAddress::text).toList()), StandardCharsets.UTF_8));
        form.put("force", evenIfRead ? "1" : "0");
        form.put("notify", notify ? "1" : "0");
        return calls.post(calls.at("actions", "expunge"), form);
    }
}

package org.mailferry.target.myoffice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;

/** Distribution lists (P42-P44). */
record PbmMailLists(PbmCalls calls) {
    List<PbmMailList> all() {
        return calls.get(calls.at("maillists", calls.tenant()), "the distribution lists")
            .map(answer -> PbmWords.items(PbmWords.json(answer)).stream().map(PbmMailList::of).toList()).orElse(List.of());
    }

    Optional<PbmMailList> find(EmailAddress mail) {
        return calls.get(calls.at("maillists", calls.tenant(), mail.text()), mail.text()).map(answer -> PbmMailList.of(PbmWords.json(answer)));
    }

    Optional<PbmRefusal> put(PbmMailList list) {
        return calls.put(calls.at("maillists", calls.tenant(), list.mail().text()), list.form(), Map.of());
    }

    /**
     * Alone of all calls this one has neither tenant nor name in its path; the guide's text calls both required, so they are
     * parameters (P43).
     */
    Optional<PbmRefusal> patch(EmailAddress mail, List<PbmPatch> changes) {
        return calls.patch(calls.at("maillists").addQueryParameter("tenant-id", calls.tenant()).addQueryParameter("mail", mail.text()), changes);
    }

    Optional<PbmRefusal> delete(EmailAddress mail) {
        return calls.delete(calls.at("maillists", calls.tenant(), mail.text()));
    }
}

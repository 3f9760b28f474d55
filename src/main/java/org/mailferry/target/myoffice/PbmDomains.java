package org.mailferry.target.myoffice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.Secret;

/** Mail domains of the tenant (P56-P60), and web domains of the installation for a super administrator (P61-P64). */
record PbmDomains(PbmCalls calls) {
    List<MailDomain> mail() {
        return calls.get(calls.at("maildomains", calls.tenant()), "the mail domains").map(answer -> PbmWords.items(PbmWords.json(answer)).stream()
            .map(domain -> new MailDomain(domain.isTextual() ? domain.asText() : PbmWords.first(domain, "domain", "name", "mail"))).toList())
            .orElse(List.of());
    }

    Optional<PbmRefusal> putMail(MailDomain domain) {
        return calls.put(calls.at("maildomains", calls.tenant(), domain.text()), Map.of(), Map.of());
    }

    Optional<PbmRefusal> patchMail(MailDomain domain, List<PbmPatch> changes) {
        return calls.patch(calls.at("maildomains", calls.tenant(), domain.text()), changes);
    }

    Optional<PbmRefusal> deleteMail(MailDomain domain) {
        return calls.delete(calls.at("maildomains", calls.tenant(), domain.text()));
    }

    Optional<PbmRefusal> putWeb(MailDomain domain, Secret key, String certificate) {
        return calls.put(calls.at("webdomains", domain.text()), Map.of("crt", certificate), Map.of("key", key));
    }

    Optional<PbmRefusal> patchWeb(MailDomain domain, Secret key, String certificate) {
        return calls.patchForm(calls.at("webdomains", domain.text()), Map.of("crt", certificate), Map.of("key", key));
    }

    Optional<PbmRefusal> deleteWeb(MailDomain domain) {
        return calls.delete(calls.at("webdomains", domain.text()));
    }
}

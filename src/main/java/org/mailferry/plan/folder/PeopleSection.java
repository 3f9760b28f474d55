package org.mailferry.plan.folder;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.plan.People;
import org.mailferry.plan.People.GroupAddress;

/** {@code people} of {@code plan.yaml}. */
final class PeopleSection {
    private PeopleSection() {}

    static Optional<People> read(YamlValue plan) {
        return plan.at("people").read(people -> {
            Set<String> signers = new HashSet<>();
            people.at("rollbackSigners").items().stream().filter(signer -> !signers.add(signer.text()))
                .forEach(signer -> signer.problem("'" + signer.text() + "' signs once"));
            List<GroupAddress> addresses = Stream.of("operators", "change-managers", "auditors", "administrators")
                .flatMap(group -> people.at("addresses").at(group).<EmailAddress>find(EmailAddress::parse).stream()
                    .map(address -> new GroupAddress(group, address))).toList();
            return new People(SystemsSection.texts(people.at("rollbackSigners")), addresses);
        });
    }
}

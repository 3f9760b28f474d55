package org.mailferry.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.lab.ldap.LabDirectory;
import org.mailferry.lab.story.Story.Person;
import org.mailferry.lab.story.Story;

/** Writes the plan of the lab's migration with the addresses that the servers have at this start. */
final class LabPlan {
    static final String NAME = "romashka";

    private final Lab lab;
    private final Story story;

    LabPlan(Lab lab) {
        this.lab = lab;
        this.story = lab.story();
    }

    void write() {
        Path folder = lab.folder().plans().resolve(NAME);
        lab.folder().write(folder.resolve("plan.yaml"), plan());
        lab.folder().write(folder.resolve("mailboxes.csv"), mailboxes());
    }

    private String plan() {
        List<Integer> dns = lab.nameServerPorts();
        return """
            # The plan of the lab. Ports are those of this start; durations are short, so that the whole runbook can be watched.
            source:
              kind: imap
              imap: {host: 127.0.0.1, port: %d, security: plain}
              smtp: {host: 127.0.0.1, port: %d, security: plain}
              credentials: {mode: own-password}
              calendars:
                protocol: ews
                url: %s
                scheme: ntlm
                credentials: {mode: impersonation, login: 'ROMASHKA\\%s', password: "%s"}
            target:
              kind: myoffice
              imap: {host: 127.0.0.1, port: %d, security: plain}
              smtp: {host: 127.0.0.1, port: %d, security: plain}
              credentials: {mode: own-password}
              calendars: {protocol: caldav, url: "%s", credentials: {mode: own-password}}
              silence:
                probe: {address: %s, password: "%s"}
                decoy: {address: %s, password: "%s"}
              pbm:
                url: %s
                tenant: default
                login: creator@%s
                password: "%s"
            directory:
              url: ldap://127.0.0.1:%d
              bindDn: %s
              password: "%s"
              baseDn: %s
            dns:
              servers: ["127.0.0.1:%d", "127.0.0.1:%d"]
              targetMx:
                - {domain: %s, host: %s}
              spfMustPass: [%s]
            domains: [%s]
            waves:
              - {name: test-user, kind: test-user, criticality: 1}
              - {name: pilot, kind: pilot, criticality: 1}
              - {name: office, kind: wave, criticality: 3}
              - {name: management, kind: wave, criticality: 5}
            policies:
              connections: 4
              deltaEvery: PT20S
              stabilityWatch: PT10S
              probeEvery: PT5S
              approvalValid: P1D
              memberPoll: PT2S
              dnsPoll: PT2S
              dnsPatience: PT1M
              windows:
                zone: UTC
                days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
                from: "00:00"
                to: "00:00"
            people:
              rollbackSigners: [anna, boris, viktor]
              addresses:
                operators: operators@%s
                change-managers: change-managers@%s
            """.formatted(lab.sourceLine().port(), lab.source().smtpPort(), lab.exchange().url(), Lab.CALENDAR_SERVICE, lab.folder().reference("calendar-service"),
                lab.target().imapPort(), lab.target().smtpPort(), lab.calendars().url(), nobodys(0), secret(0), nobodys(1), secret(1), lab.pbm().url(),
                story.domain(), lab.folder().reference("pbm"), lab.directoryPort(), LabDirectory.BIND_DN, lab.folder().reference("directory"), LabDirectory.BASE_DN,
                dns.get(0), dns.get(1), story.domain(), host(Lab.NEW_MX), host(Lab.NEW_MX), story.domain(), story.domain(), story.domain());
    }

    private String nobodys(int which) {
        return lab.nobodysAddress(Lab.NOBODYS.get(which));
    }

    private String secret(int which) {
        return lab.folder().reference(Lab.NOBODYS.get(which));
    }

    private String mailboxes() {
        return story.people().stream().map(this::row)
            .collect(Collectors.joining("\n", "source,target,wave,given_name,family_name,aliases,quota,source_password,target_password\n", "\n"));
    }

    private String row(Person person) {
        return String.join(",", story.address(person), story.address(person), person.wave(), person.given(), person.family(), String.join(" ", story.aliases(person)), "5GB",
            lab.folder().reference("source-" + person.login()), lab.folder().reference("target-" + person.login()));
    }

    private String host(String name) {
        return name + "." + story.domain();
    }
}

package org.mailferry.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plan of the test as an administrator would write it: one test user, one pilot, the rest in two waves. */
final class MigrationPlanFolder {
    static final String NAME = "corp";

    private MigrationPlanFolder() {}

    static void write(Path plans, ImapServers servers, int sourcePort, String pbmUrl, String nameServer) throws IOException {
        Path folder = Files.createDirectories(plans.resolve(NAME));
        Files.writeString(folder.resolve("plan.yaml"), """
            source:
              kind: imap
              imap: {host: 127.0.0.1, port: %1$d, security: plain}
              credentials: {mode: master-user, login: %2$s, password: "env:SOURCE_MASTER"}
            target:
              kind: myoffice
              imap: {host: 127.0.0.1, port: %3$d, security: plain}
              credentials: {mode: master-user, login: %2$s, password: "env:TARGET_MASTER"}
              pbm: {url: "%4$s", tenant: default, login: creator@corp.test, password: "env:PBM_PASSWORD"}
            dns:
              servers: ["%5$s"]
              targetMx: [{domain: corp.test, host: mx.corp.test}]
              spfMustPass: [mail.corp.test, mx.corp.test]
            domains: [corp.test]
            waves:
              - {name: test, kind: test-user, criticality: 1}
              - {name: pilot, kind: pilot, criticality: 1}
              - {name: sales, kind: wave, criticality: 2}
              - {name: board, kind: wave, criticality: 5}
            policies:
              memberPoll: PT1S
              deltaEvery: PT10S
              stabilityWatch: PT3S
              probeEvery: PT1S
              dnsPoll: PT1S
              windows:
                zone: Europe/Moscow
                days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
                from: "00:00"
                to: "00:00"
            people:
              rollbackSigners: [anna, boris]
              addresses: {operators: operators@corp.test, change-managers: change@corp.test}
            """.formatted(sourcePort, servers.master(), servers.targetPort(), pbmUrl, nameServer));
        Files.write(folder.resolve("mailboxes.csv"), rows(servers.mailboxes()));
    }

    private static List<String> rows(List<String> mailboxes) {
        List<String> rows = new ArrayList<>(List.of("source,wave,given_name,family_name,quota"));
        for (int number = 0; number < mailboxes.size(); number++) {
            rows.add(mailboxes.get(number) + "," + wave(number, mailboxes.size()) + ",Имя,Фамилия-" + number + ",1GB");
        }
        return rows;
    }

    /** A run with a single mailbox has it as test user and nothing else to move, so it needs at least two. */
    private static String wave(int number, int all) {
        if (number == 0) {
            return "test";
        }
        if (number == 1) {
            return "pilot";
        }
        return number == all - 1 ? "board" : "sales";
    }
}

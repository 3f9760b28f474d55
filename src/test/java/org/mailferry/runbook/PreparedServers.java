package org.mailferry.runbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.pbm.PbmSimulator;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.DovecotServer.Layout;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.realserver.KnotServer;
import org.mailferry.realserver.PostfixServer;
import org.mailferry.realserver.SlapdServer;

/**
 * A company that is about to move to MyOffice, on real servers: a Dovecot on each side, Postfix, Knot and slapd; only PBM is simulated.
 * Three things are wrong: a wrong password, a message too large, and a mailbox without room.
 */
public final class PreparedServers implements AutoCloseable {
    public static final String OWN_PASSWORD = "canary-Own-55d09e1b";
    public static final String WRONG_PASSWORD = "canary-Wrong-1c93d2f4";
    public static final String MASTER_PASSWORD = DovecotServer.MASTER_PASSWORD;
    public static final String PBM_PASSWORD = "canary-Pbm-9ab3e7c0";
    public static final List<String> MAILBOXES = List.of("petrov@corp.test", "ivanova@corp.test", "sidorov@corp.test", "director@corp.test");
    private static final String QUOTA = """
        mail_plugins = quota
        imap_capability = +APPENDLIMIT=51200
        protocol imap {
          mail_plugins = quota imap_quota
        }
        plugin {
          quota = count:User quota
          quota_vsizes = yes
          quota_rule = *:storage=200K
        }""";

    public final Path plan;
    public final PbmSimulator pbm;
    private final Path folder;
    private final DovecotServer source;
    private final DovecotServer target;
    private final PostfixServer smtp;
    private final KnotServer knot;
    private final SlapdServer slapd;

    public PreparedServers(Path folder) throws IOException {
        this.folder = folder;
        source = DovecotServer.start(Layout.PLAIN.with("passdb {\n  driver = static\n  args = password=" + OWN_PASSWORD + "\n}"));
        target = DovecotServer.start(Layout.DOTTED.with(QUOTA));
        smtp = PostfixServer.start("mail.corp.test", 1);
        knot = KnotServer.start(Files.createDirectories(folder.resolve("knot")), Map.of("corp.test", zone(), "2.0.192.in-addr.arpa", "20 IN PTR mail.corp.test.\n"));
        slapd = SlapdServer.start(Files.createDirectories(folder.resolve("slapd")), people());
        pbm = new PbmSimulator(0, PbmSimulator.Settings.of("corp.test", Secret.of(PBM_PASSWORD)), Clock.systemUTC());
        // The director's account is made in his wave.
        MAILBOXES.stream().limit(3).forEach(mailbox -> pbm.addAccount("default", mailbox, Secret.of("account-password-1"), 2));
        secret("own", OWN_PASSWORD);
        secret("wrong", WRONG_PASSWORD);
        secret("master", MASTER_PASSWORD);
        secret("pbm", PBM_PASSWORD);
        secret("directory", SlapdServer.MANAGER_PASSWORD);
        try (ImapTalk sidorov = new ImapTalk(source.port(), "sidorov@corp.test", OWN_PASSWORD)) {
            sidorov.ok("CREATE Archive");
            sidorov.append("Archive", "(\\Seen) \"12-Mar-2020 10:00:00 +0300\"", ("Subject: large\r\n\r\n" + "x".repeat(60_000)).getBytes(StandardCharsets.US_ASCII));
        }
        plan = Files.createDirectories(folder.resolve("plans/corp"));
        Files.writeString(plan.resolve("plan.yaml"), yaml());
        mailboxes("wrong", "10KB");
    }

    private void secret(String name, String value) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(folder.resolve(name), value), PosixFilePermissions.fromString("rw-------"));
    }

    /** As an administrator corrects them: the director's password, and the quota that Sidorov gets. */
    public void correct() throws IOException {
        mailboxes("own", "1GB");
    }

    private void mailboxes(String directors, String quota) throws IOException {
        Files.writeString(plan.resolve("mailboxes.csv"), """
            source,wave,given_name,family_name,quota,source_password
            petrov@corp.test,test,Пётр,Петров,1GB,file:%1$s/own
            ivanova@corp.test,pilot,Анна,Иванова,1GB,file:%1$s/own
            sidorov@corp.test,sales,Семён,Сидоров,%3$s,file:%1$s/own
            director@corp.test,board,Ольга,Орлова,1GB,file:%1$s/%2$s
            """.formatted(folder, directors, quota));
    }

    private String yaml() {
        return """
            source:
              kind: imap
              imap: {host: 127.0.0.1, port: %1$d, security: plain}
              credentials: {mode: own-password}
            target:
              kind: myoffice
              imap: {host: 127.0.0.1, port: %2$d, security: plain}
              smtp: {host: 127.0.0.1, port: %3$d, security: plain}
              credentials: {mode: master-user, login: %4$s, password: "file:%5$s/master"}
              pbm: {url: "%6$s", tenant: default, login: creator@corp.test, password: "file:%5$s/pbm"}
            directory:
              url: ldap://127.0.0.1:%7$d
              bindDn: "%8$s"
              password: "file:%5$s/directory"
              baseDn: "ou=people,%9$s"
              groupsBaseDn: "ou=lists,%9$s"
            dns:
              servers: ["%10$s"]
              targetMx: [{domain: corp.test, host: mail.corp.test}]
              spfMustPass: [mail.corp.test]
              dkimSelectors: []
              services: {domain: corp.test, module: "{service}.{domain}"}
            domains: [corp.test]
            waves:
              - {name: test, kind: test-user, criticality: 1}
              - {name: pilot, kind: pilot, criticality: 1}
              - {name: sales, kind: wave, criticality: 2}
              - {name: board, kind: wave, criticality: 5}
            policies:
              windows: {zone: Europe/Moscow, days: [saturday], from: "20:00", to: "06:00"}
            people:
              rollbackSigners: [anna]
            """.formatted(source.port(), target.port(), smtp.port(), DovecotServer.MASTER_USER, folder, pbm.url(), slapd.port(), SlapdServer.MANAGER_DN,
            SlapdServer.BASE_DN, knot.address());
    }

    private static String zone() {
        String names = Stream.of("admin", "autoconfig", "cab", "imap", "mail", "pbm", "psnapi", "smtp").map(name -> name + " IN A 192.0.2.20\n").collect(Collectors.joining());
        return names + """
            @ IN MX 10 mail
            @ IN TXT "v=spf1 a:mail.corp.test -all"
            _dmarc IN TXT "v=DMARC1; p=none"
            _caldavs._tcp IN SRV 0 0 443 mail
            _carddavs._tcp IN SRV 0 0 443 corp.test.
            _imap._tcp IN SRV 0 0 143 imap
            _imaps._tcp IN SRV 0 0 993 imap
            _smtps._tcp IN SRV 0 0 465 smtp
            _submission._tcp IN SRV 0 0 587 smtp
            _submissions._tcp IN SRV 0 0 465 smtp
            """;
    }

    private static String people() {
        return SlapdServer.base() + MAILBOXES.stream().map(mail -> """
            dn: cn=%1$s,ou=people,%2$s
            objectClass: inetOrgPerson
            cn: %1$s
            sn: %1$s
            mail: %3$s

            """.formatted(mail.split("@")[0], SlapdServer.BASE_DN, mail)).collect(Collectors.joining()) + """
            dn: ou=lists,%1$s
            objectClass: organizationalUnit
            ou: lists

            dn: cn=Sales,ou=lists,%1$s
            objectClass: groupOfNames
            objectClass: group
            cn: Sales
            mail: sales@corp.test
            member: cn=petrov,ou=people,%1$s
            member: cn=ivanova,ou=people,%1$s
            member: cn=gone,ou=people,%1$s

            """.formatted(SlapdServer.BASE_DN);
    }

    /** The folders of the test user on the target, without the server's own client. */
    public List<String> testUsersFolders() {
        try (ImapTalk talk = new ImapTalk(target.port(), MAILBOXES.get(0) + "*" + DovecotServer.MASTER_USER, MASTER_PASSWORD)) {
            return talk.ok("LIST \"\" \"*\"");
        }
    }

    @Override public void close() {
        pbm.close();
        slapd.close();
        knot.close();
        smtp.close();
        target.close();
        source.close();
    }
}

package org.mailferry.plan.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.plan.folder.YamlPlanReaderTest.problems;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailferry.plan.PlanFolders.Content;
import org.mailferry.plan.Plans.PlanSource;

/** Each thing that can be wrong, with its line and its words. The texts to replace are those of {@code plan/valid}. */
class PlanProblemsTest {
    private static final PlanSource VALID =
        ((Content.Texts) new PlanFolder(Path.of("src/test/resources/plan/valid")).content()).source();

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', value = {
        "port: 993                | port: 70000                | 10  | target.imap.port must be a port from 1 to 65535",
        "port: 993                | port: many                 | 10  | target.imap.port must be a port from 1 to 65535",
        "security: tls            | security: ssl              | 11 | target.imap.security must be one of tls, starttls, plain",
        "security: tls            | securty: tls               | 11 | Unknown key 'securty' in target.imap, did you mean 'security'?",
        "security: tls            | securty: tls               | 8  | target.imap lacks 'security' (tls, starttls, plain)",
        "AA:AA                    | XX:AA                      | 12 | target.imap.certificateSha256 must be a SHA-256 fingerprint of 64 hex digits, with or without colons",
        "password: store:target-master | password: hunter2     | 16 | target.credentials.password must be a reference to a secret (env:NAME, file:PATH or store:NAME), never the secret itself",
        "'    login: migration\\n' | '' | 13 | target.credentials: mode master-user needs 'login' of the service account",
        "'mode: own-password'     | 'mode: own-password\\n    login: x' | 6 | 'source.credentials.login: mode own-password takes passwords from mailboxes.csv, not from here'",
        "mode: master-user        | mode: exchange-delegate    | 14 | target.credentials.mode: exchange-delegate works only with a source of kind exchange",
        "mode: master-user        | 'mode: master-user\\n    separator: \"\"' | 15 | 'target.credentials.separator must be what stands between mailbox and master user: one to three signs such as * or %'",
        "mode: master-user        | mode: xoauth2              | 15 | 'target.credentials.login: mode xoauth2 logs in as the mailbox itself, there is no service account'",
        "mode: master-user        | 'mode: authorization-identity\\n    separator: \"%\"' | 15 | target.credentials.separator: only mode master-user puts two names together",
        "port: 1143               | port: 995                  | 3  | 'source.imap.port: this is a port of POP3, which is not supported; IMAP listens on 143 or 993'",
        "'imap: {host: 127.0.0.1' | 'pop3: {host: 127.0.0.1'   | 3  | 'Key ''pop3'' in source: POP3 is not supported, mail is read over IMAP'",
        "kind: myoffice           | kind: tegu                 | 17 | target.pbm: only a target of kind myoffice has the PBM API",
        "'  pbm:\\n    url: https://pbm.new.test/v2/\\n    tenant: default\\n    login: creator@corp.test\\n    password: file:/run/secrets/pbm\\n' | '' | 6 | target: kind myoffice needs 'pbm' with url, tenant, login and password",
        "'    tenant: default\\n'  | ''                         | 17 | target.pbm lacks 'tenant' (a text that is not empty)",
        "url: ldaps               | url: http                  | 23 | directory.url must be ldap://host:port or ldaps://host:port",
        "'  bindDn'               | '  startTls: true\\n  bindDn' | 24 | directory.startTls: ldaps is TLS already; startTls goes with ldap://",
        "domain: corp.test        | domain: other.test         | 30 | dns.targetMx[1]: other.test is not one of the plan's domains",
        "domain: corp.test        | domain: other.test         | 29 | dns.targetMx: domain corp.test lacks its new MX host",
        "'domains: [corp.test]'   | 'domains: []'              | 32 | domains must be a list of the mail domains that move",
        "'domains: [corp.test]'   | 'domains: [corp..test]'    | 32 | domains[1]: 'corp..test' is not a domain name",
        "kind: pilot              | kind: wave                 | 33 | waves: one wave must be of kind pilot",
        "kind: test-user          | kind: wave                 | 33 | waves: one wave must be of kind test-user",
        "'name: sales, kind: wave'| 'name: sales, kind: pilot' | 39 | 'waves[4]: only one wave may be of kind pilot, ''pilot'' is one already'",
        "'name: sales, kind: wave'| 'name: pilot, kind: wave'  | 39 | waves[4]: wave 'pilot' is named twice",
        "'kind: wave, criticality: 3' | 'kind: wave, criticality: 1' | 39 | 'waves[4]: wave ''sales'' has criticality 1, below the pilot''s 2: the pilot must be among the least critical (V75)'",
        "criticality: 3           | criticality: 9             | 39 | 'waves[4].criticality must be a whole number from 1 (least critical, moves first) to 5 (most critical, moves last)'",
        "name: sales              | name: Sales Team           | 39 | 'waves[4].name must be a wave name of 1 to 40 of a-z, 0-9 and -'",
        "name: sales              | name: market               | 39 | waves[4]: wave 'market' has no mailbox in mailboxes.csv",
        "memberPoll: PT5S         | memberPoll: 5s             | 42 | policies.memberPoll must be an ISO 8601 duration such as PT15M or P1D",
        "memberPoll: PT5S         | memberPoll: PT0S           | 42 | policies.memberPoll: must be longer than nothing",
        "memberPoll: PT5S         | stabilityWatch: PT1M       | 42 | policies.stabilityWatch: probes every PT15M do not fit into a watch of PT1M",
        "memberPoll: PT5S         | connections: 0             | 42 | policies.connections must be a whole number from 1 to 64",
        "'  credentials:\\n    mode: own' | '  limits: {preset: sendmail}\\n  credentials:\\n    mode: own' | 4 | 'source.limits.preset must be one of exchange, dovecot, gmail, other'",
        "'  credentials:\\n    mode: own' | '  limits: {connections: 0}\\n  credentials:\\n    mode: own' | 4 | source.limits.connections must be a whole number from 1 to 64",
        "'  credentials:\\n    mode: own' | '  limits: {speed: 1MB}\\n  credentials:\\n    mode: own' | 4 | 'Unknown key ''speed'' in source.limits, known are preset, connections, connectionsPerLogin, bytesPerSecond, messagesPerSecond, downloadPerDay, uploadPerDay'",
        "memberPoll: PT5S         | 'coexistence: {direction: both}' | 42 | 'policies.coexistence.direction must be one of one-way, two-way'",
        "memberPoll: PT5S         | 'coexistence: {deletions: target}' | 42 | 'policies.coexistence.deletions: deletions are carried only with direction: two-way'",
        "memberPoll: PT5S         | 'coexistence: {direction: two-way, vanishShare: 0}' | 42 | policies.coexistence.vanishShare must be a whole number of per cent from 1 to 100",
        "maxMessageSize: 50MB     | maxMessageSize: 50 pages   | 41 | 'policies.maxMessageSize must be a size such as 50MB (B, KB, MB, GB), or 0 for no limit'",
        "zone: Europe/Moscow      | zone: Mars/Phobos          | 44 | 'policies.windows.zone: Unknown time-zone ID: Mars/Phobos'",
        "saturday                 | caturday                   | 45 | 'policies.windows.days[1] must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday'",
        "from: 22:00              | from: 25:00                | 46 | policies.windows.from must be a time such as 22:00",
        "2026-12-31               | 2026-02-30                 | 48 | 'policies.windows.blackout[1]: Text ''2026-02-30'' could not be parsed: Invalid date ''FEBRUARY 30'''",
        "'[olga, maria]'          | '[olga, olga]'             | 50 | people.rollbackSigners[2]: 'olga' signs once",
        "operators: ops@corp.test | operator: ops@corp.test    | 52 | Unknown key 'operator' in people.addresses, did you mean 'operators'?",
        "ops@corp.test            | ops                        | 52 | people.addresses.operators must be an e-mail address such as operators@corp.example",
        "'people:\\n'              | 'people:\\npeople:\\n'       | 50 | 'Key ''people'' stands here twice, first in line 49'",
        "'domains: [corp.test]'   | 'domains: [corp.test'      | 33 | 'This is not YAML: expected '','' or '']'', but got :'",
    })
    void planProblem(String text, String replacement, int line, String reason) {
        String yaml = VALID.yaml().replace(unescape(text), unescape(replacement));
        assertThat(yaml).isNotEqualTo(VALID.yaml());
        assertThat(problems(new PlanSource(yaml, VALID.csv()))).extracting(Object::toString).contains("plan.yaml:" + line + ": " + reason);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', value = {
        "source,target           | sorce,target              | 1 | 'Unknown column ''sorce'', did you mean ''source''?'",
        "source,target           | sorce,target              | 1 | Column 'source' is missing",
        "source,target           | source,source             | 1 | Column 'source' stands here twice",
        "',env:ANNA'             | ''                        | 2 | 'The row has 8 cells, the header has 9'",
        "Anna@corp.test,,test    | Anna,,test                | 2 | 'source: ''Anna'' is not an e-mail address (expected local@domain, no spaces)'",
        "Anna@corp.test,,test    | Anna@co rp,,test          | 2 | 'source: ''Anna@co rp'' is not an e-mail address (expected local@domain, no spaces)'",
        "Anna@corp.test,,test    | Anna@corp_,,test          | 2 | 'source: ''corp_'' is not a domain name'",
        "Boris@corp.test         | Boris@other.test          | 3 | Boris@other.test is in none of the plan's domains (corp.test)",
        "Boris@corp.test         | ANNA@corp.test            | 3 | target address ANNA@corp.test stands in line 2 already",
        "boris@old.test          | anna@corp.test            | 3 | source address anna@corp.test stands in line 2 already",
        "Boris@corp.test         | a.i@corp.test             | 3 | target address a.i@corp.test stands in line 2 already",
        "',pilot,'               | ',pilott,'                | 3 | 'wave ''pilott'' is not in plan.yaml, did you mean ''pilot''?'",
        "',pilot,'               | ',,'                      | 3 | no wave is given",
        "5GB                     | 5 apples                  | 2 | 'quota: ''5 apples'' is not a size such as 5GB (B, KB, MB, GB)'",
        "env:ANNA                | hunter2                   | 2 | 'source_password: A secret is given by reference (env:NAME, file:PATH or store:NAME), never as plain text'",
        "env:ANNA                | ''                        | 2 | source_password: mode own-password needs a reference to this mailbox's password",
        "source_password         | target_password           | 2 | 'target_password: the service account opens this side, a mailbox password is not used'",
        "'Dora,D'                | 'Dora,'                   | 7 | MyOffice needs given_name and family_name",
        "'\"Two'                 | '\"Two\" x'               | 5 | 'This row cannot be read: a quote is opened and never closed, or text follows a closing quote'",
        "'lines\"'               | 'lines'                   | 5 | 'This row cannot be read: a quote is opened and never closed, or text follows a closing quote'",
    })
    void mailboxProblem(String text, String replacement, int line, String reason) {
        String csv = VALID.csv().replace(unescape(text), unescape(replacement));
        assertThat(csv).isNotEqualTo(VALID.csv());
        assertThat(problems(new PlanSource(VALID.yaml(), csv))).extracting(Object::toString).contains("mailboxes.csv:" + line + ": " + reason);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', value = {
        "protocol: caldav | protocol: vcal | 9 | 'target.calendars.protocol must be one of caldav, ews'",
        "'  calendars: {protocol: ews' | '  # calendars: {protocol: ews' | 9 | 'target.calendars: calendars are carried only when both source and target say how theirs are reached'",
        "'url: ''https://mail.old.test/EWS/Exchange.asmx'', ' | '' | 2 | 'source.calendars: protocol ews needs ''url'', for it is not found by DNS'",
        "https://dav.new.test | http://dav.new.test | 9 | 'target.calendars.url: must begin with https://, because a password goes there'",
        "/{mailbox}/ | /all/?of={mailbox} | 9 | 'target.calendars: mode administrator needs a ''url'' with {mailbox} or {local} in its path'",
        "mode: administrator | mode: impersonation | 10 | 'target.calendars.credentials.mode: impersonation belongs to protocol ews; for caldav it is administrator'",
        "mode: impersonation | mode: administrator | 3 | 'source.calendars.credentials.mode: administrator belongs to protocol caldav; for ews it is impersonation'",
        "protocol: caldav, | 'protocol: caldav, scheme: ntlm,' | 9 | 'target.calendars.scheme: ntlm belongs to protocol ews'",
        "'login: root, ' | '' | 10 | 'target.calendars.credentials: mode administrator needs ''login'' of who logs in for all'",
        "mode: administrator | mode: own-password | 10 | 'target.calendars.credentials.login: mode own-password takes logins and passwords from mailboxes.csv, not from here'",
        "login: root | 'login: ro:ot' | 10 | 'target.calendars.credentials.login: a login with a colon does not work with scheme basic'",
        "env:DAV | hunter2 | 10 | 'target.calendars.credentials.password must be a reference to a secret (env:NAME, file:PATH or store:NAME), never the secret itself'",
    })
    void calendarProblem(String text, String replacement, int line, String reason) {
        String yaml = YamlPlanReaderTest.CALENDARS.replace(text, replacement);
        assertThat(yaml).isNotEqualTo(YamlPlanReaderTest.CALENDARS);
        if (replacement.startsWith("  #")) {
            yaml = yaml.replace("    credentials: {mode: impersonation", "    # credentials: {mode: impersonation");
        }
        assertThat(problems(new PlanSource(yaml, VALID.csv()))).extracting(Object::toString).contains("plan.yaml:" + line + ": " + reason);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', value = {
        "kind: vk-workspace | kind: tegu | 'target.calendarHost: belongs to a target of kind vk-workspace'",
        "ssh-ed25519 AAAA | ssh-ed25519 AAAB | 'target.calendarHost.hostKeys[1]: The text after ssh-ed25519 is no key of that type'",
        "scripts: /opt/vk/ | scripts: '../opt' | 'target.calendarHost.scripts: must be a folder''s absolute path without blanks, such as /home/deployer'",
        "scripts: /opt/vk/ | scripts: /opt/../vk | 'target.calendarHost.scripts: must be a folder''s absolute path without blanks, such as /home/deployer'",
        "', key: ''file:/run/vk''' | '' | 'target.calendarHost.credentials: needs either ''key'' or ''password'''",
        "key: 'file:/run/vk' | 'key: ''file:/run/vk'', password: env:VK' | 'target.calendarHost.credentials: needs either ''key'' or ''password'''",
        "key: 'file:/run/vk' | password: hunter2 | 'target.calendarHost.credentials.password must be a reference to a secret (env:NAME, file:PATH or store:NAME), never the secret itself'",
        "'target:\n' | 'target:\n  calendars: {protocol: caldav, credentials: {mode: own-password}}\n' | 'target.calendarHost: calendars are carried either by the host''s scripts or by Mailferry; leave out ''calendars'' of source and target'",
    })
    void calendarHostProblem(String text, String replacement, String reason) {
        String yaml = YamlPlanReaderTest.CALENDAR_HOST.replace(unescape(text), unescape(replacement));
        assertThat(yaml).isNotEqualTo(YamlPlanReaderTest.CALENDAR_HOST);
        assertThat(problems(new PlanSource(yaml, VALID.csv()))).extracting(Object::toString).anyMatch(problem -> problem.startsWith("plan.yaml:") && problem.endsWith(": " + reason));
    }

    private static String unescape(String text) {
        return text == null ? "" : text.replace("\\n", "\n");
    }
}

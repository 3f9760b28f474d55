package org.mailferry.mailflow.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.MailDomain;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.SenderChecks;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailflow.ServiceNames;
import org.mailferry.realserver.KnotServer;

/** What preparation asks DNS, against two real Knot servers that may disagree. */
class PreflightChecksTest {
    private static final MailDomain CORP = new MailDomain("corp.test");
    private static final MailDomain BARE = new MailDomain("bare.test");
    private static final ServiceNames SERVICES = new ServiceNames(CORP, "{service}-{domain}");
    private static final String NAMES = ServiceNamesRecords.of("corp.test.", "psnapi");
    @TempDir static Path folder;
    private static KnotServer inside;
    private static KnotServer outside;
    private static List<NameServer> servers = List.of();

    private final DnsjavaNameServers names = new DnsjavaNameServers(new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMinutes(5)));
    private final SenderChecks senders = new SenderChecks(names);
    private final ServiceNameChecks services = new ServiceNameChecks(names);

    /** The zone of a bare installation; the parent zone {@code test} holds names such as {@code imap-corp.test}. */
    private static final class ServiceNamesRecords {
        static String of(String domain, String... without) {
            return List.of("admin", "autoconfig", "cab", "imap", "mail", "pbm", "psnapi", "smtp").stream()
                .filter(service -> !List.of(without).contains(service)).map(service -> service + "-" + domain + " IN A 192.0.2.10\n").collect(Collectors.joining());
        }
    }

    @BeforeAll static void start() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2_048);
        String key = Base64.getEncoder().encodeToString(keys.generateKeyPair().getPublic().getEncoded());
        keys.initialize(512);
        String weak = Base64.getEncoder().encodeToString(keys.generateKeyPair().getPublic().getEncoded());
        String corp = """
            mx IN A 192.0.2.20
            mx IN AAAA 2001:db8::20
            other IN A 192.0.2.21
            far IN A 198.51.100.1
            stray IN A 192.0.2.22
            _dmarc IN TXT "v=DMARC1; p=quarantine; rua=mailto:d@corp.test"
            good._domainkey IN TXT "v=DKIM1; k=rsa; p=%s" "%s"
            weak._domainkey IN TXT "v=DKIM1; p=%s"
            cut._domainkey IN TXT "v=DKIM1; p=%s"
            gone._domainkey IN TXT "v=DKIM1; p="
            autoconfig IN CNAME mx
            _autodiscover._tcp IN SRV 0 0 443 mail-corp.test.
            _caldavs._tcp IN SRV 0 0 443 mail-corp.test.
            _carddavs._tcp IN SRV 0 0 443 corp.test.
            _imap._tcp IN SRV 0 0 143 imap-corp.test.
            _imaps._tcp IN SRV 0 0 995 imap-corp.test.
            _smtps._tcp IN SRV 0 0 465 smtp-corp.test.
            _submission._tcp IN SRV 0 0 587 smtp-corp.test.
            """.formatted(key.substring(0, 200), key.substring(200), weak, key.substring(0, 100));
        String reverse = "20 IN PTR mx.corp.test.\n21 IN PTR elsewhere.corp.test.\n";
        String bare = "_dmarc IN TXT \"v=DMARC1; p=none\"\n_dmarc IN TXT \"v=DMARC1; p=reject\"\n";
        inside = KnotServer.start(java.nio.file.Files.createDirectory(folder.resolve("inside")), Map.of("corp.test", corp, "bare.test", bare,
            "test", ServiceNamesRecords.of("corp.test."), "2.0.192.in-addr.arpa", reverse,
            "8.b.d.0.1.0.0.2.ip6.arpa", "0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 IN PTR mx.corp.test.\n"));
        outside = KnotServer.start(java.nio.file.Files.createDirectory(folder.resolve("outside")), Map.of("corp.test", corp,
            "test", NAMES.replace("cab-corp.test. IN A 192.0.2.10\n", "").replace("pbm-corp.test. IN A 192.0.2.10", "pbm-corp.test. IN A 192.0.2.99")));
        servers = List.of(NameServer.parse(inside.address()), NameServer.parse(outside.address()));
    }

    @AfterAll static void stop() {
        if (inside != null) {
            inside.close();
        }
        if (outside != null) {
            outside.close();
        }
    }

    private static Map<String, CheckResult> byId(List<CheckResult> results) {
        return results.stream().collect(Collectors.toMap(CheckResult::id, result -> result));
    }

    @Test void eachServiceNameIsWantedOnEveryServerAndTheInnerOneInsideOnly() {
        Map<String, CheckResult> found = byId(services.addresses(SERVICES, servers));
        assertThat(found).hasSize(8);
        assertThat(found.get("name:imap-corp.test").status()).isEqualTo(Status.GREEN);
        assertThat(found.get("name:psnapi-corp.test").text()).contains("only inside, as it should be");
        assertThat(found.get("name:cab-corp.test").text()).contains("needs an A record", outside.address());
        assertThat(found.get("name:pbm-corp.test").text()).contains("disagree", "192.0.2.99");
        assertThat(found.values().stream().filter(CheckResult::blocks)).hasSize(2);
    }

    @Test void theSevenServiceRecordsAreComparedByPortAndTarget() {
        Map<String, CheckResult> found = byId(services.srv(SERVICES, servers));
        assertThat(found).hasSize(7);
        assertThat(found.get("srv:_carddavs._tcp.corp.test").status()).isEqualTo(Status.GREEN);
        assertThat(found.get("srv:_imaps._tcp.corp.test").text()).contains("Wanted is _imaps._tcp.corp.test 993 imap-corp.test", "shows 0 0 995 imap-corp.test");
        assertThat(found.get("srv:_submissions._tcp.corp.test").text()).contains("has no SRV record");
        assertThat(found.values().stream().filter(CheckResult::blocks)).hasSize(2);
    }

    @Test void aSendersAddressHasANameThatLeadsBack() {
        Map<String, CheckResult> found = byId(senders.ptr(List.of("mx.corp.test", "other.corp.test", "stray.corp.test", "far.corp.test", "nobody.corp.test"), servers));
        assertThat(found.get("ptr:mx.corp.test").text()).isEqualTo("Every address of mx.corp.test has a name that leads back to it");
        assertThat(found.get("ptr:other.corp.test").text()).contains("is called elsewhere.corp.test, which does not lead back");
        assertThat(found.get("ptr:stray.corp.test").text()).contains("192.0.2.22 has no PTR record");
        assertThat(found.get("ptr:far.corp.test")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.GREEN);
            assertThat(result.text()).contains("were not judged");
        });
        assertThat(found.get("ptr:nobody.corp.test").status()).isEqualTo(Status.RED);
    }

    @Test void signingKeysAreReadAndMeasured() {
        Map<String, CheckResult> found = byId(senders.dkim(CORP, List.of("good", "weak", "cut", "gone", "none"), servers));
        assertThat(found.get("dkim:good._domainkey.corp.test").status()).isEqualTo(Status.GREEN);
        assertThat(found.get("dkim:weak._domainkey.corp.test").text()).contains("512 bits");
        assertThat(found.get("dkim:cut._domainkey.corp.test").text()).contains("cut or broken");
        assertThat(found.get("dkim:gone._domainkey.corp.test").text()).contains("withdrawn");
        assertThat(found.get("dkim:none._domainkey.corp.test").text()).contains("has no DKIM key");
    }

    @Test void oneDmarcPolicyIsWanted() {
        assertThat(senders.dmarc(CORP, servers).text()).contains("'quarantine'");
        assertThat(senders.dmarc(BARE, servers).text()).contains("has 2 DMARC records");
        assertThat(senders.dmarc(new MailDomain("none.test"), servers)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.RED);
            assertThat(result.text()).contains("publish 'v=DMARC1; p=none'");
        });
    }

    @Test void whereClientsAreLedIsTold() {
        assertThat(senders.autoconfig(CORP, servers).text()).contains("autoconfig.corp.test leads to mx.corp.test", "autodiscover.corp.test does not exist",
            "_autodiscover._tcp.corp.test leads to 0 0 443 mail-corp.test");
    }
}

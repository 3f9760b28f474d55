package org.mailferry.mailflow.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.DnsAnswer;
import org.mailferry.mailflow.DnsAnswer.Kind;
import org.mailferry.mailflow.DnsAnswer.Status;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.MxSighting;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.SpfEvaluator;
import org.mailferry.realserver.KnotServer;

/** Against a real Knot DNS. */
class DnsjavaNameServersTest {
    private static final String RECORDS = """
        @ 60 IN MX 20 backup
        @ 60 IN MX 10 Old
        @ IN TXT "v=spf1 mx ip6:2001:db8::/32 include:_spf" ".corp.test -all"
        _spf IN TXT "v=spf1 ip4:192.0.2.0/24 ?all"
        old IN A 127.0.0.10
        backup IN A 127.0.0.11
        alias IN CNAME old
        old IN AAAA 2001:db8::10
        """;
    @TempDir static Path folder;
    private static KnotServer server;
    private static NameServer knot;
    private final DnsjavaNameServers names = new DnsjavaNameServers(settings());

    @BeforeAll static void start() {
        server = KnotServer.start(folder, Map.of("corp.test", RECORDS));
        knot = NameServer.parse(server.address());
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test void recordsComeInTheFormOfTheCore() {
        assertThat(names.ask(knot, "corp.test", Kind.MX)).isEqualTo(DnsAnswer.found(true, List.of("10 old.corp.test", "20 backup.corp.test"), 60));
        assertThat(names.ask(knot, "old.corp.test", Kind.A).values()).containsExactly("127.0.0.10");
        assertThat(names.ask(knot, "alias.corp.test", Kind.A).values()).containsExactly("127.0.0.10");
        assertThat(names.ask(knot, "old.corp.test", Kind.AAAA).values()).containsExactly("2001:db8:0:0:0:0:0:10");
        assertThat(names.ask(knot, "corp.test", Kind.SOA).values()).containsExactly("1");
    }

    @Test void stringsOfOneTextAreJoined() {
        assertThat(names.ask(knot, "corp.test", Kind.TXT).values())
            .containsExactly("v=spf1 mx ip6:2001:db8::/32 include:_spf.corp.test -all");
    }

    @Test void missingRecordMissingNameAndForeignNameAreToldApart() {
        assertThat(names.ask(knot, "old.corp.test", Kind.MX).status()).isEqualTo(Status.NO_RECORD);
        assertThat(names.ask(knot, "none.corp.test", Kind.MX).status()).isEqualTo(Status.NO_NAME);
        assertThat(names.ask(knot, "elsewhere.test", Kind.MX).status()).isEqualTo(Status.DECLINED);
    }

    @Test void deadServerIsAFailureEvenAfterAnAnswerWasSeen() {
        names.ask(knot, "corp.test", Kind.MX);
        assertThatThrownBy(() -> names.ask(new NameServer("127.0.0.1", 1), "corp.test", Kind.MX))
            .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    }

    @Test void spfIsJudgedOnRealRecords() throws Exception {
        SpfEvaluator spf = new SpfEvaluator((name, kind) -> names.ask(knot, name, kind));
        assertThat(spf.check(InetAddress.getByName("127.0.0.11"), "corp.test").passes()).isTrue();
        assertThat(spf.check(InetAddress.getByName("192.0.2.77"), "corp.test").passes()).isTrue();
        assertThat(spf.check(InetAddress.getByName("2001:db8::5"), "corp.test").passes()).isTrue();
        assertThat(spf.check(InetAddress.getByName("198.51.100.1"), "corp.test").passes()).isFalse();
    }

    @Test void changedRecordIsSeenAtOnceWithItsSerial(@TempDir Path other) {
        try (KnotServer second = KnotServer.start(other, Map.of("corp.test", RECORDS))) {
            MxView view = new MxView(names);
            List<NameServer> both = List.of(knot, NameServer.parse(second.address()));
            second.publish("corp.test", 2, "@ 60 IN MX 10 new\nnew IN A 127.0.0.12");
            List<MxSighting> sightings = view.look(both, new MailDomain("corp.test"));
            assertThat(sightings).extracting(MxSighting::hosts).extracting(Object::toString).containsExactly("[backup.corp.test, old.corp.test]", "[new.corp.test]");
            assertThat(sightings).extracting(MxSighting::serial).containsExactly("1", "2");
        }
    }

    private static MailflowSettings settings() {
        return new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofMillis(100), Duration.ofMinutes(5));
    }
}

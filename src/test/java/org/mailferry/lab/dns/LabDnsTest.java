package org.mailferry.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class LabDnsTest {
    private final Zone zone = new Zone("romashka.test", 3_600).ns("ns1.romashka.test").ns("ns2.romashka.test").a("mx-old.romashka.test")
        .mx("romashka.test", "mx-old.romashka.test").txt("romashka.test", "v=spf1 mx -all").srv("_imap._tcp.romashka.test", "mx-old.romashka.test", 143);
    private final LabDns dns = LabDns.start(() -> zone);

    @AfterEach void stop() {
        dns.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersWithAuthorityOverUdpAndTcp(boolean tcp) throws IOException {
        Message answer = ask("romashka.test", Type.MX, tcp);

        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).singleElement().extracting(Record::rdataToString).isEqualTo("10 mx-old.romashka.test.");
    }

    @Test void servesWhatTheDemoSwitchedTo() throws IOException {
        long before = serial();

        zone.mx("romashka.test", "mx-new.romashka.test");
        zone.ttl(300);

        Record mx = ask("romashka.test", Type.MX, false).getSection(Section.ANSWER).get(0);
        assertThat(mx.rdataToString()).isEqualTo("10 mx-new.romashka.test.");
        assertThat(mx.getTTL()).isEqualTo(300);
        assertThat(ask("romashka.test", Type.TXT, false).getSection(Section.ANSWER).get(0).rdataToString()).isEqualTo("\"v=spf1 mx -all\"");
        assertThat(ask("romashka.test", Type.NS, false).getSection(Section.ANSWER)).hasSize(2);
        assertThat(serial()).isGreaterThan(before);
    }

    @Test void tellsMissingNamesAndForeignZonesApart() throws IOException {
        assertThat(ask("none.romashka.test", Type.A, false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("romashka.test", Type.AAAA, false).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(ask("example.org", Type.A, false).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    private long serial() throws IOException {
        return ((SOARecord) ask("romashka.test", Type.SOA, false).getSection(Section.ANSWER).get(0)).getSerial();
    }

    private Message ask(String name, int type, boolean tcp) throws IOException {
        SimpleResolver resolver = new SimpleResolver(new InetSocketAddress("127.0.0.1", dns.port()));
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN)));
    }
}

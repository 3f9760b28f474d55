package org.mailferry.mailflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailferry.mailflow.DnsAnswer.Kind;
import org.mailferry.mailflow.DnsAnswer.Status;
import org.mailferry.mailflow.SpfVerdict.Result;

class SpfEvaluatorTest {
    private final Map<String, List<String>> zone = new HashMap<>();

    @Test void ipBlocksDecideInOrder() {
        spf("corp.test", "v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.FAIL);
        assertThat(check("192.0.2.2")).isEqualTo(Result.PASS);
        assertThat(check("2001:db8::1")).isEqualTo(Result.PASS);
        assertThat(check("2001:db9::1")).isEqualTo(Result.SOFTFAIL);
    }

    @Test void aAndMxLookUpAddressesWithPrefixes() {
        spf("corp.test", "v=spf1 a:web.corp.test/30//64 MX -all");
        zone.put("web.corp.test A", List.of("192.0.2.1"));
        zone.put("web.corp.test AAAA", List.of("2001:db8::1"));
        zone.put("corp.test MX", List.of("10 mail.corp.test"));
        zone.put("mail.corp.test A", List.of("198.51.100.7"));
        assertThat(check("192.0.2.3")).isEqualTo(Result.PASS);
        assertThat(check("192.0.2.4")).isEqualTo(Result.FAIL);
        assertThat(check("2001:db8::ffff")).isEqualTo(Result.PASS);
        assertThat(check("198.51.100.7")).isEqualTo(Result.PASS);
    }

    @Test void mxAloneForgetsTheOldServerOnceTheMxIsSwitched() {
        spf("corp.test", "v=spf1 mx -all");
        zone.put("corp.test MX", List.of("10 new.corp.test"));
        zone.put("new.corp.test A", List.of("192.0.2.20"));
        zone.put("old.corp.test A", List.of("192.0.2.10"));
        assertThat(check("192.0.2.20")).isEqualTo(Result.PASS);
        assertThat(check("192.0.2.10")).isEqualTo(Result.FAIL);
    }

    @Test void includeMatchesOnlyOnPass() {
        spf("corp.test", "v=spf1 include:one.test include:two.test ?all");
        spf("one.test", "v=spf1 -ip4:192.0.2.1 -all");
        spf("two.test", "v=spf1 ip4:192.0.2.1 -all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.PASS);
        assertThat(check("192.0.2.2")).isEqualTo(Result.NEUTRAL);
    }

    @Test void redirectAppliesWhenNothingMatches() {
        spf("corp.test", "v=spf1 ip4:192.0.2.1 redirect=other.test");
        spf("other.test", "v=spf1 ip4:192.0.2.2 -all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.PASS);
        assertThat(check("192.0.2.2")).isEqualTo(Result.PASS);
        assertThat(check("192.0.2.3")).isEqualTo(Result.FAIL);
    }

    @Test void noRecordAndTwoRecordsAreNotAPass() {
        assertThat(check("192.0.2.1")).isEqualTo(Result.NONE);
        zone.put("corp.test TXT", List.of("v=spf1 +all", "v=spf1 -all"));
        assertThat(check("192.0.2.1")).isEqualTo(Result.PERMERROR);
    }

    @Test void otherTextsAreNotSpf() {
        zone.put("corp.test TXT", List.of("google-site-verification=1", "v=spf10 +all", "v=spf1 -all"));
        assertThat(check("192.0.2.1")).isEqualTo(Result.FAIL);
    }

    @Test void eleventhLookupIsTooMany() {
        spf("corp.test", "v=spf1 include:l0.test -all");
        for (int i = 0; i < 11; i++) {
            spf("l" + i + ".test", "v=spf1 include:l" + (i + 1) + ".test -all");
        }
        spf("l11.test", "v=spf1 +all");
        SpfVerdict verdict = verdict("192.0.2.1");
        assertThat(verdict.result()).isEqualTo(Result.PERMERROR);
        assertThat(verdict.why()).contains("more than 10 lookups");
    }

    @Test void loopEndsAtTheLimit() {
        spf("corp.test", "v=spf1 include:corp.test -all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.PERMERROR);
    }

    @Test void thirdVoidLookupIsTooMany() {
        spf("corp.test", "v=spf1 a:x.test a:y.test a:z.test +all");
        assertThat(verdict("192.0.2.1").why()).contains("without an answer");
    }

    @Test void whatIsNotEvaluatedIsSaidAndNeverPasses() {
        spf("corp.test", "v=spf1 exists:%{i}.spf.test +all");
        assertThat(verdict("192.0.2.1").why()).contains("macro");
        spf("corp.test", "v=spf1 ptr +all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.PERMERROR);
        spf("corp.test", "v=spf1 ip4:300.1.1.1 +all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.PERMERROR);
        spf("corp.test", "v=spf1 a/99 +all");
        assertThat(check("192.0.2.1")).isEqualTo(Result.PERMERROR);
        spf("corp.test", "v=spf1 ipv4:192.0.2.1 +all");
        assertThat(verdict("192.0.2.1").why()).contains("no SPF mechanism");
    }

    @Test void serverThatDeclinesIsATemporaryError() {
        SpfEvaluator declined = new SpfEvaluator((name, kind) -> DnsAnswer.without(Status.DECLINED, false));
        assertThat(declined.check(IpRange.address("192.0.2.1").orElseThrow(), "corp.test").result()).isEqualTo(Result.TEMPERROR);
    }

    @Test void nameServersAreReadInEveryForm() {
        assertThat(NameServer.parse("ns.corp.test")).isEqualTo(new NameServer("ns.corp.test", 53));
        assertThat(NameServer.parse("192.0.2.1:5353")).isEqualTo(new NameServer("192.0.2.1", 5353));
        assertThat(NameServer.parse("[2001:db8::1]:5353")).isEqualTo(new NameServer("2001:db8::1", 5353));
        assertThat(NameServer.parse("2001:db8::1").toString()).isEqualTo("[2001:db8::1]:53");
    }

    private void spf(String domain, String text) {
        zone.put(domain + " TXT", List.of(text));
    }

    private Result check(String address) {
        return verdict(address).result();
    }

    private SpfVerdict verdict(String address) {
        InetAddress sender = IpRange.address(address).orElseThrow();
        return new SpfEvaluator(this::answer).check(sender, "corp.test");
    }

    private DnsAnswer answer(String name, Kind kind) {
        List<String> values = zone.get(name + " " + kind);
        return values == null ? DnsAnswer.without(Status.NO_RECORD, true) : DnsAnswer.found(true, values, 300);
    }
}

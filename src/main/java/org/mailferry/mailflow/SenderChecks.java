package org.mailferry.mailflow;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.MailDomain;
import org.springframework.stereotype.Service;

/** What receivers ask about whoever sends mail of the domain: names of its addresses, signing keys, policy; and what clients ask. */
@Service
public final class SenderChecks {
    private static final int SHORTEST_KEY = 1_024;

    private final NameServers names;

    public SenderChecks(NameServers names) {
        this.names = names;
    }

    /** One result a host: each of its addresses has a name, and that name has the address (T2, N1). */
    public List<CheckResult> ptr(Collection<String> hosts, List<NameServer> servers) {
        AnyNameServer dns = new AnyNameServer(names, servers);
        return hosts.stream().map(host -> ptr(host, dns)).toList();
    }

    private static CheckResult ptr(String host, AnyNameServer dns) {
        List<String> wrong = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<InetAddress> addresses = addresses(host, dns);
        for (InetAddress address : addresses) {
            DnsAnswer answer = dns.apply(ReverseName.of(address), DnsAnswer.Kind.PTR);
            var found = answer.values();
            if (answer.status() == DnsAnswer.Status.DECLINED) {
                unknown.add(address.getHostAddress());
            } else if (found.isEmpty()) {
                wrong.add(address.getHostAddress() + " has no PTR record");
            } else if (found.stream().noneMatch(name -> addresses(name, dns).contains(address))) {
                wrong.add(address.getHostAddress() + " is called " + String.join(", ", found) + ", which does not lead back to it");
            }
        }
        if (addresses.isEmpty()) {
            return new CheckResult("ptr:" + host, "T1", Status.RED, host + " has no address: no name server of the plan knows it");
        }
        String judged = unknown.isEmpty() ? "Every address of " + host + " has a name that leads back to it"
            : "The PTR records of " + String.join(", ", unknown) + " were not judged: no name server of the plan answers for them; name a resolver";
        return wrong.isEmpty() ? new CheckResult("ptr:" + host, "T1", Status.GREEN, judged)
            : new CheckResult("ptr:" + host, "T1", Status.RED, String.join("; ", wrong) + ". Receivers refuse mail from such an address: ask whoever "
                + "gave it to you for the PTR record");
    }

    private static List<InetAddress> addresses(String host, AnyNameServer dns) {
        return IpRange.address(host).map(List::of).orElseGet(() -> Stream.of(DnsAnswer.Kind.A, DnsAnswer.Kind.AAAA)
            .flatMap(kind -> dns.apply(host, kind).values().stream()).flatMap(text -> IpRange.address(text).stream()).toList());
    }

    /** One result a selector (RFC 6376 §3.6.1). */
    public List<CheckResult> dkim(MailDomain domain, Collection<String> selectors, List<NameServer> servers) {
        AnyNameServer dns = new AnyNameServer(names, servers);
        return selectors.stream().map(selector -> {
            String name = selector + "._domainkey." + domain;
            String problem = dkimProblem(dns.apply(name, DnsAnswer.Kind.TXT).values());
            return new CheckResult("dkim:" + name, "P74", problem.isEmpty() ? Status.GREEN : Status.RED,
                problem.isEmpty() ? name + " has a key that signatures can be checked with" : name + " " + problem);
        }).toList();
    }

    private static String dkimProblem(Collection<String> records) {
        List<Map<String, String>> keys = records.stream().map(SenderChecks::tags).filter(tags -> tags.containsKey("p")).toList();
        if (keys.size() != 1) {
            return keys.isEmpty() ? "has no DKIM key: publish the TXT record that the server made with its key" : "has " + keys.size() + " keys; leave one";
        }
        Map<String, String> key = keys.get(0);
        String base64 = key.get("p").replaceAll("\\s", "");
        if (base64.isEmpty()) {
            return "has an empty key, which means that the selector was withdrawn";
        }
        if (!key.getOrDefault("v", "DKIM1").equals("DKIM1")) {
            return "has version " + key.get("v") + " instead of DKIM1";
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (!key.getOrDefault("k", "rsa").equals("rsa")) {
                return "";
            }
            int bits = ((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes))).getModulus().bitLength();
            return bits < SHORTEST_KEY ? "has a key of " + bits + " bits, which receivers ignore; make one of 2048" : "";
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return "has a key that cannot be read: it was cut or broken when it was entered";
        }
    }

    /** One record that begins with {@code v=DMARC1} and has a policy (RFC 7489 §6.3). */
    public CheckResult dmarc(MailDomain domain, List<NameServer> servers) {
        String name = "_dmarc." + domain;
        List<String> records = new AnyNameServer(names, servers).apply(name, DnsAnswer.Kind.TXT).values().stream()
            .filter(text -> text.startsWith("v=DMARC1")).toList();
        String policy = records.size() == 1 ? tags(records.get(0)).getOrDefault("p", "") : "";
        boolean good = List.of("none", "quarantine", "reject").contains(policy);
        String text = good ? "Receivers of mail of " + domain + " are told to apply the policy '" + policy + "'"
            : records.isEmpty() ? name + " has no DMARC record: publish 'v=DMARC1; p=none' before mail flow changes"
            : records.size() > 1 ? name + " has " + records.size() + " DMARC records, so receivers use none" : name + " has no policy that receivers know: " + records.get(0);
        return new CheckResult("dmarc:" + domain, "T1", good ? Status.GREEN : Status.RED, text);
    }

    /** Where clients look for their settings. Never red: a client can be set up by hand. */
    public CheckResult autoconfig(MailDomain domain, List<NameServer> servers) {
        AnyNameServer dns = new AnyNameServer(names, servers);
        List<String> found = new ArrayList<>();
        for (String host : List.of("autoconfig." + domain, "autodiscover." + domain)) {
            String target = Stream.of(DnsAnswer.Kind.CNAME, DnsAnswer.Kind.A).flatMap(kind -> dns.apply(host, kind).values().stream()).findFirst().orElse("");
            found.add(host + (target.isEmpty() ? " does not exist" : " leads to " + target));
        }
        dns.apply("_autodiscover._tcp." + domain, DnsAnswer.Kind.SRV).values().forEach(srv -> found.add("_autodiscover._tcp." + domain + " leads to " + srv));
        return new CheckResult("autoconfig:" + domain, "N49", Status.GREEN, "Clients that configure themselves are led so: " + String.join("; ", found)
            + ". Change it with the mail flow, so that new clients find the new server");
    }

    /** {@code a=b; c=d}, names in lower case. */
    private static Map<String, String> tags(String record) {
        Map<String, String> tags = new HashMap<>();
        Arrays.stream(record.split(";")).filter(part -> part.contains("=")).forEach(part -> {
            int equals = part.indexOf('=');
            tags.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1).strip());
        });
        return tags;
    }
}

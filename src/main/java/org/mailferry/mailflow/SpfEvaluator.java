package org.mailferry.mailflow;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mailferry.mailflow.DnsAnswer.Kind;
import org.mailferry.mailflow.SpfVerdict.Result;

/**
 * "May this host send mail of this domain?" after RFC 7208, with its limits: ten lookups, two of them void (§4.6.4). Macros and
 * {@code ptr} are not evaluated: a record that uses them is a {@code PERMERROR} that says so.
 */
public final class SpfEvaluator {
    private static final int MOST_LOOKUPS = 10;
    private static final int MOST_VOID_LOOKUPS = 2;
    private static final int MOST_MX_HOSTS = 10;

    private final BiFunction<String, Kind, DnsAnswer> dns;

    public SpfEvaluator(BiFunction<String, Kind, DnsAnswer> dns) {
        this.dns = dns;
    }

    public SpfVerdict check(InetAddress sender, String domain) {
        try {
            return new Run(sender).check(domain);
        } catch (Defect e) {
            return new SpfVerdict(e.result, e.getMessage());
        }
    }

    /** One evaluation; the limits count over all included records. */
    private final class Run {
        private final InetAddress sender;
        private int lookups;
        private int voidLookups;

        private Run(InetAddress sender) {
            this.sender = sender;
        }

        private SpfVerdict check(String domain) {
            List<String> records = ask(domain, Kind.TXT).values().stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).matches("v=spf1( .*)?")).toList();
            if (records.isEmpty()) {
                return new SpfVerdict(Result.NONE, domain + " has no SPF record");
            }
            if (records.size() > 1) {
                throw new Defect(Result.PERMERROR, domain + " has " + records.size() + " SPF records");
            }
            return evaluate(domain, records.get(0));
        }

        private SpfVerdict evaluate(String domain, String spfRecord) {
            List<String> terms = Arrays.stream(spfRecord.split(" +")).skip(1).toList();
            for (String term : terms) {
                if (!modifier(term)) {
                    SpfTerm parsed = parse(domain, term);
                    if (matches(domain, parsed)) {
                        return new SpfVerdict(parsed.result(), "'" + term + "' of " + domain);
                    }
                }
            }
            Optional<String> redirect = terms.stream().filter(term -> term.toLowerCase(Locale.ROOT).startsWith("redirect=")).findFirst();
            return redirect.map(term -> redirect(domain, term.substring("redirect=".length())))
                .orElse(new SpfVerdict(Result.NEUTRAL, "no mechanism of " + domain + " matches"));
        }

        private SpfVerdict redirect(String domain, String to) {
            countLookup(domain);
            SpfVerdict verdict = check(plain(domain, to));
            if (verdict.result() == Result.NONE) {
                throw new Defect(Result.PERMERROR, domain + " redirects to " + to + ", which has no SPF record");
            }
            return verdict;
        }

        private boolean matches(String domain, SpfTerm term) {
            String target = term.value().isEmpty() ? domain : plain(domain, term.value());
            return switch (term.mechanism()) {
                case "all" -> true;
                case "ip4", "ip6" -> IpRange.parse(term.value())
                    .orElseThrow(() -> new Defect(Result.PERMERROR, "'" + term.value() + "' of " + domain + " is no address block")).contains(sender);
                case "a" -> countLookup(domain) && addressMatches(target, term);
                case "mx" -> countLookup(domain) && mxMatches(target, term);
                case "include" -> countLookup(domain) && includeMatches(domain, target);
                case "exists" -> countLookup(domain) && !ask(target, Kind.A).values().isEmpty();
                case "ptr" -> throw new Defect(Result.PERMERROR, domain + " uses 'ptr', which Mailferry does not evaluate (RFC 7208 advises against it)");
                default -> throw new Defect(Result.PERMERROR, "'" + term.mechanism() + "' of " + domain + " is no SPF mechanism");
            };
        }

        private boolean mxMatches(String target, SpfTerm term) {
            List<String> hosts = ask(target, Kind.MX).values().stream().map(text -> MailExchanger.parse(text).host()).toList();
            if (hosts.size() > MOST_MX_HOSTS) {
                throw new Defect(Result.PERMERROR, target + " has more than " + MOST_MX_HOSTS + " MX hosts");
            }
            return hosts.stream().anyMatch(host -> addressMatches(host, term));
        }

        private boolean addressMatches(String host, SpfTerm term) {
            boolean v4 = sender.getAddress().length == 4;
            int bits = v4 ? term.v4Bits() : term.v6Bits();
            return ask(host, v4 ? Kind.A : Kind.AAAA).values().stream().flatMap(text -> IpRange.address(text).stream())
                .anyMatch(address -> new IpRange(address, bits).contains(sender));
        }

        private boolean includeMatches(String domain, String target) {
            SpfVerdict verdict = check(target);
            if (verdict.result() == Result.NONE) {
                throw new Defect(Result.PERMERROR, domain + " includes " + target + ", which has no SPF record");
            }
            return verdict.passes();
        }

        private boolean countLookup(String domain) {
            if (++lookups > MOST_LOOKUPS) {
                throw new Defect(Result.PERMERROR, "the SPF record needs more than " + MOST_LOOKUPS + " lookups (at " + domain + ")");
            }
            return true;
        }

        private DnsAnswer ask(String name, Kind kind) {
            DnsAnswer answer = dns.apply(name, kind);
            if (answer.status() == DnsAnswer.Status.DECLINED) {
                throw new Defect(Result.TEMPERROR, "no name server of the plan answers for " + name);
            }
            if (answer.values().isEmpty() && lookups > 0 && ++voidLookups > MOST_VOID_LOOKUPS) {
                throw new Defect(Result.PERMERROR, "the SPF record has more than " + MOST_VOID_LOOKUPS + " lookups without an answer (at " + name + ")");
            }
            return answer;
        }
    }

    private static boolean modifier(String term) {
        int equals = term.indexOf('=');
        return equals > 0 && term.substring(0, equals).matches("[a-zA-Z][a-zA-Z0-9._-]*");
    }

    private static SpfTerm parse(String domain, String term) {
        try {
            return SpfTerm.parse(term);
        } catch (IllegalArgumentException e) {
            throw new Defect(Result.PERMERROR, e.getMessage() + " in '" + term + "' of " + domain);
        }
    }

    private static String plain(String domain, String name) {
        if (name.contains("%")) {
            throw new Defect(Result.PERMERROR, domain + " uses the macro '" + name + "', which Mailferry does not evaluate; check it by hand");
        }
        return name;
    }

    private static final class Defect extends RuntimeException {
        private final Result result;

        private Defect(Result result, String message) {
            super(message);
            this.result = result;
        }
    }
}

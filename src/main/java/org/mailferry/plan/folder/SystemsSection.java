package org.mailferry.plan.folder;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.PasswordPolicy;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.plan.CalendarHost;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Systems.Calendars;
import org.mailferry.plan.Systems.Directory;
import org.mailferry.plan.Systems.Dns;
import org.mailferry.plan.Systems.Mx;
import org.mailferry.plan.Systems.Pbm;
import org.mailferry.plan.Systems.Services;
import org.mailferry.plan.Systems.Source;
import org.mailferry.plan.Systems.SourceKind;
import org.mailferry.plan.Systems.Target;
import org.mailferry.plan.Systems.TargetKind;

/** {@code source}, {@code target}, {@code directory} and {@code dns} of {@code plan.yaml}. */
final class SystemsSection {
    private SystemsSection() {}

    /** Empty when something is wrong in it; every problem is recorded. */
    static Optional<Systems> read(YamlValue plan, List<MailDomain> domains) {
        checkSource(plan.at("source"));
        checkTarget(plan.at("target"));
        Optional<Source> source = plan.at("source").read(SystemsSection::source);
        Optional<Target> target = plan.at("target").read(SystemsSection::target);
        Optional<Directory> directory = plan.at("directory").read(SystemsSection::directory);
        Dns dns = plan.at("dns").read(value -> dns(value, domains)).orElse(new Dns(List.of(), List.of(), List.of()));
        Optional<Calendars> calendars = CalendarsSection.read(plan);
        Optional<CalendarHost> calendarHost = CalendarHostSection.read(plan);
        return source.flatMap(from -> target.map(to -> new Systems(from, to, directory, dns, calendars, calendarHost)));
    }

    private static Source source(YamlValue source) {
        SourceKind kind = source.at("kind").as(text -> SourceKind.valueOf(constant(text)));
        return new Source(kind, endpoint(source.at("imap")), smtp(source), source.at("ewsUrl").find(String::strip),
            LimitsSection.read(source.at("limits"), kind.make()));
    }

    private static void checkSource(YamlValue source) {
        refusePop3Port(source.at("imap").at("port"));
        boolean exchange = source.at("kind").text().equals("exchange");
        if (!exchange && source.at("ewsUrl").present()) {
            source.at("ewsUrl").problem("only a source of kind exchange has EWS");
        }
        if (!exchange) {
            refuseExchangeDelegate(source);
        }
    }

    private static Target target(YamlValue target) {
        TargetKind kind = target.at("kind").as(text -> TargetKind.valueOf(constant(text)));
        return new Target(kind, endpoint(target.at("imap")), smtp(target), target.at("pbm").read(SystemsSection::pbm),
            target.at("webUrl").find(String::strip), LimitsSection.read(target.at("limits"), kind.make()));
    }

    private static void checkTarget(YamlValue target) {
        refusePop3Port(target.at("imap").at("port"));
        refuseExchangeDelegate(target);
        boolean myOffice = target.at("kind").text().equals("myoffice");
        if (myOffice && !target.at("pbm").present()) {
            target.problem("kind myoffice needs 'pbm' with url, tenant, login and password");
        }
        if (!myOffice && target.at("pbm").present()) {
            target.at("pbm").problem("only a target of kind myoffice has the PBM API");
        }
    }

    private static void refuseExchangeDelegate(YamlValue side) {
        YamlValue mode = side.at("credentials").at("mode");
        if (mode.text().equals("exchange-delegate")) {
            mode.problem("exchange-delegate works only with a source of kind exchange");
        }
    }

    private static void refusePop3Port(YamlValue port) {
        if (port.number() == 110 || port.number() == 995) {
            port.problem("this is a port of POP3, which is not supported; IMAP listens on 143 or 993");
        }
    }

    private static Pbm pbm(YamlValue pbm) {
        // The API's own version is appended by the client (P7).
        String url = pbm.at("url").text().replaceAll("/+(v2/*)?$", "");
        return new Pbm(url, pbm.at("tenant").text(), pbm.at("login").text(), pbm.at("password").as(SecretReference::parse),
            pbm.at("passwordPolicy").read(SystemsSection::passwordPolicy).orElse(PasswordPolicy.DEFAULT));
    }

    private static PasswordPolicy passwordPolicy(YamlValue policy) {
        PasswordPolicy usual = PasswordPolicy.DEFAULT;
        try {
            return new PasswordPolicy(number(policy, "minLength", usual.minLength()), number(policy, "maxLength", usual.maxLength()),
                number(policy, "minDigits", usual.minDigits()), number(policy, "minUppercase", usual.minUppercase()),
                number(policy, "minLowercase", usual.minLowercase()), number(policy, "minSpecial", usual.minSpecial()));
        } catch (IllegalArgumentException e) {
            policy.problem(String.valueOf(e.getMessage()));
            return usual;
        }
    }

    private static int number(YamlValue policy, String key, int usual) {
        return policy.at(key).present() ? policy.at(key).number() : usual;
    }

    private static Directory directory(YamlValue directory) {
        String url = directory.at("url").text();
        boolean startTls = directory.at("startTls").flag();
        if (startTls && url.startsWith("ldaps:")) {
            directory.at("startTls").problem("ldaps is TLS already; startTls goes with ldap://");
        }
        return new Directory(url, startTls, directory.at("bindDn").text(), directory.at("password").as(SecretReference::parse),
            directory.at("baseDn").text(), stripped(directory, "filter"), stripped(directory, "kind"), stripped(directory, "groupsBaseDn"),
            stripped(directory, "groupsFilter"));
    }

    private static String stripped(YamlValue section, String key) {
        return section.at(key).find(String::strip).orElse("");
    }

    private static Dns dns(YamlValue dns, List<MailDomain> domains) {
        List<Mx> targetMx = dns.at("targetMx").items().stream()
            .map(mx -> new Mx(mx.at("domain").as(MailDomain::new), mx.at("host").text())).toList();
        Set<MailDomain> named = new HashSet<>();
        for (YamlValue mx : dns.at("targetMx").items()) {
            MailDomain domain = mx.at("domain").as(MailDomain::new);
            if (!domains.contains(domain)) {
                mx.problem(domain + " is not one of the plan's domains");
            }
            if (!named.add(domain)) {
                mx.problem(domain + " is named twice");
            }
        }
        domains.stream().filter(domain -> !named.contains(domain))
            .forEach(domain -> dns.at("targetMx").problem("domain " + domain + " lacks its new MX host"));
        Optional<Services> services = dns.at("services").read(value -> new Services(value.at("domain").as(MailDomain::new),
            value.at("module").find(String::strip).orElse("{service}.{domain}")));
        return new Dns(texts(dns.at("servers")), targetMx, texts(dns.at("spfMustPass")), services, texts(dns.at("dkimSelectors")));
    }

    private static Optional<MailEndpoint> smtp(YamlValue side) {
        return side.at("smtp").read(SystemsSection::endpoint);
    }

    private static MailEndpoint endpoint(YamlValue endpoint) {
        TransportSecurity security = endpoint.at("security").as(text -> TransportSecurity.valueOf(constant(text)));
        return new MailEndpoint(endpoint.at("host").text(), endpoint.at("port").number(), security,
            endpoint.at("certificateSha256").find(String::strip));
    }

    static List<String> texts(YamlValue list) {
        return list.items().stream().map(YamlValue::text).toList();
    }

    /** {@code vk-workspace} is {@code VK_WORKSPACE}. */
    static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

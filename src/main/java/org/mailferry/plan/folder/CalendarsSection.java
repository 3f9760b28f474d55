package org.mailferry.plan.folder;

import java.net.URI;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.CalendarServer.Mode;
import org.mailferry.plan.CalendarServer.Protocol;
import org.mailferry.plan.CalendarServer.Scheme;
import org.mailferry.plan.Systems.Calendars;
import org.mailferry.plan.Systems.NobodysMailbox;
import org.mailferry.plan.Systems.Silence;

/** {@code calendars} of both sides in {@code plan.yaml}; a plan has them on both or on neither. */
final class CalendarsSection {
    private CalendarsSection() {}

    /** Empty when the plan does not carry calendars, or something is wrong; every problem is recorded. */
    static Optional<Calendars> read(YamlValue plan) {
        YamlValue source = plan.at("source").at("calendars");
        YamlValue target = plan.at("target").at("calendars");
        if (source.present() != target.present()) {
            (source.present() ? source : target).problem("calendars are carried only when both source and target say how theirs are reached");
        }
        Optional<CalendarServer> from = source.read(side -> server(side, plan.at("source").at("ewsUrl").find(String::strip)));
        Optional<CalendarServer> to = target.read(side -> server(side, Optional.empty()));
        Optional<Silence> silence = silence(plan.at("target").at("silence"), target);
        return from.flatMap(one -> to.map(other -> new Calendars(one, other, silence)));
    }

    private static Optional<Silence> silence(YamlValue silence, YamlValue calendars) {
        if (silence.present() && !calendars.present()) {
            silence.problem("belongs to target.calendars, which the plan does not have");
        }
        Optional<NobodysMailbox> probe = silence.at("probe").read(CalendarsSection::nobodys);
        Optional<NobodysMailbox> decoy = silence.at("decoy").read(CalendarsSection::nobodys);
        if (probe.isPresent() && decoy.isPresent() && probe.get().address().key().equals(decoy.get().address().key())) {
            silence.at("decoy").problem("must be another mailbox than the probe, for nobody is invited to a meeting of his own");
        }
        return probe.flatMap(one -> decoy.map(other -> new Silence(one, other)));
    }

    private static NobodysMailbox nobodys(YamlValue mailbox) {
        EmailAddress address = mailbox.at("address").as(EmailAddress::parse);
        return new NobodysMailbox(address, mailbox.at("login").find(String::strip).orElse(address.text()), mailbox.at("password").as(SecretReference::parse));
    }

    private static CalendarServer server(YamlValue side, Optional<String> ewsUrl) {
        Protocol protocol = side.at("protocol").as(text -> Protocol.valueOf(SystemsSection.constant(text)));
        Optional<String> url = side.at("url").find(String::strip).or(() -> ewsUrl.filter(known -> protocol == Protocol.EWS));
        Scheme scheme = side.at("scheme").find(text -> Scheme.valueOf(SystemsSection.constant(text))).orElse(Scheme.BASIC);
        YamlValue credentials = side.at("credentials");
        Mode mode = credentials.at("mode").as(text -> Mode.valueOf(SystemsSection.constant(text)));
        Optional<String> login = credentials.at("login").find(String::strip);
        Optional<SecretReference> password = credentials.at("password").find(SecretReference::parse);
        checkUrl(side, protocol, url);
        checkLogin(side, protocol, scheme, mode, url);
        boolean whole = !mode.needsServiceLogin() || login.isPresent() && password.isPresent();
        return new CalendarServer(protocol, url, scheme, whole ? mode : Mode.OWN_PASSWORD, login, password);
    }

    private static void checkUrl(YamlValue side, Protocol protocol, Optional<String> url) {
        if (protocol == Protocol.EWS && url.isEmpty()) {
            side.problem("protocol ews needs 'url', for it is not found by DNS");
        }
        url.filter(text -> !safe(text)).ifPresent(text -> side.at("url").problem("must begin with https://, because a password goes there"));
    }

    private static boolean safe(String url) {
        if (url.startsWith("https://")) {
            return true;
        }
        try {
            String host = URI.create(url.replaceAll("[{}]", "")).getHost();
            return "127.0.0.1".equals(host) || "localhost".equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean namesMailbox(String url) {
        String path = url.replaceAll("[?#].*", "").replaceFirst("^https?://[^/]*", "");
        return path.contains("{mailbox}") || path.contains("{local}");
    }

    private static void checkLogin(YamlValue side, Protocol protocol, Scheme scheme, Mode mode, Optional<String> url) {
        YamlValue credentials = side.at("credentials");
        if (protocol == Protocol.CALDAV && scheme == Scheme.NTLM) {
            side.at("scheme").problem("ntlm belongs to protocol ews");
        }
        if (mode == Mode.IMPERSONATION && protocol != Protocol.EWS) {
            credentials.at("mode").problem("impersonation belongs to protocol ews; for caldav it is administrator");
        }
        if (mode == Mode.ADMINISTRATOR && protocol != Protocol.CALDAV) {
            credentials.at("mode").problem("administrator belongs to protocol caldav; for ews it is impersonation");
        }
        // Without the mailbox in it the address leads to the administrator's own calendars, for every mailbox.
        if (mode == Mode.ADMINISTRATOR && protocol == Protocol.CALDAV && url.filter(CalendarsSection::namesMailbox).isEmpty()) {
            side.problem("mode administrator needs a 'url' with {mailbox} or {local} in its path");
        }
        if (scheme == Scheme.BASIC && credentials.at("login").text().contains(":")) {
            credentials.at("login").problem("a login with a colon does not work with scheme basic");
        }
        for (String key : new String[] {"login", "password"}) {
            if (mode.needsServiceLogin() && !credentials.at(key).present()) {
                credentials.problem("mode " + credentials.at("mode").text() + " needs '" + key + "' of who logs in for all");
            }
            if (!mode.needsServiceLogin() && credentials.at(key).present()) {
                credentials.at(key).problem("mode own-password takes logins and passwords from mailboxes.csv, not from here");
            }
        }
    }
}

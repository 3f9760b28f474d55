package org.mailferry.plan;

import java.util.List;
import java.util.Optional;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.PasswordPolicy;
import org.mailferry.kernel.SecretReference;

/** The systems on both sides of the migration and around it. */
public record Systems(Source source, Target target, Optional<Directory> directory, Dns dns, Optional<Calendars> calendars,
                      Optional<CalendarHost> calendarHost) {
    /** Where no calendars are carried. */
    public Systems(Source source, Target target, Optional<Directory> directory, Dns dns) {
        this(source, target, directory, dns, Optional.empty());
    }

    /** Where the target's own scripts carry none. */
    public Systems(Source source, Target target, Optional<Directory> directory, Dns dns, Optional<Calendars> calendars) {
        this(source, target, directory, dns, calendars, Optional.empty());
    }

    /** Calendars move without people: we carry them, or the target's own scripts do and we start them. */
    public boolean carriesCalendars() {
        return calendars.isPresent() || calendarHost.isPresent();
    }

    /** How both sides' calendars are reached. Without {@code silence} nobody knows whether the target invites people, and none are written. */
    public record Calendars(CalendarServer source, CalendarServer target, Optional<Silence> silence) {
        public Calendars(CalendarServer source, CalendarServer target) {
            this(source, target, Optional.empty());
        }
    }

    /** Two mailboxes of the target that belong to nobody: meetings are written into {@code probe}'s calendar, and {@code decoy} must not hear of them. */
    public record Silence(NobodysMailbox probe, NobodysMailbox decoy) {}

    /** @param login its own, for mail and, with {@code OWN_PASSWORD}, for calendars */
    public record NobodysMailbox(EmailAddress address, String login, SecretReference password) {}

    /** The old server. {@code smtp} is where probes for not yet migrated mailboxes are handed in. */
    public record Source(SourceKind kind, MailEndpoint imap, Optional<MailEndpoint> smtp, Optional<String> ewsUrl, ServerRules rules) {
        public Source(SourceKind kind, MailEndpoint imap, Optional<MailEndpoint> smtp, Optional<String> ewsUrl) {
            this(kind, imap, smtp, ewsUrl, ServerRules.of(kind.make()));
        }
    }

    public enum SourceKind {
        EXCHANGE, IMAP;

        /** What most servers of the kind are. */
        public ServerRules.Make make() {
            return this == EXCHANGE ? ServerRules.Make.EXCHANGE : ServerRules.Make.DOVECOT;
        }
    }

    /** The new server. {@code pbm} is present exactly for {@code MYOFFICE}. */
    public record Target(TargetKind kind, MailEndpoint imap, Optional<MailEndpoint> smtp, Optional<Pbm> pbm, Optional<String> webUrl, ServerRules rules) {
        public Target(TargetKind kind, MailEndpoint imap, Optional<MailEndpoint> smtp, Optional<Pbm> pbm, Optional<String> webUrl) {
            this(kind, imap, smtp, pbm, webUrl, ServerRules.of(kind.make()));
        }
    }

    /** {@code IMAP}: any server whose accounts an administrator makes by hand or by its own tools. */
    public enum TargetKind {
        MYOFFICE, VK_WORKSPACE, TEGU, ICEWARP, IMAP;

        /** MyOffice Mail is built on Dovecot, and so are most others that are named only as IMAP. */
        public ServerRules.Make make() {
            return this == MYOFFICE || this == IMAP ? ServerRules.Make.DOVECOT : ServerRules.Make.OTHER;
        }
    }

    /** MyOffice's administration API (P7). {@code url} ends before {@code /v2}. No call of it tells the policy, so the plan does. */
    public record Pbm(String url, String tenant, String login, SecretReference password, PasswordPolicy passwordPolicy) {
        public Pbm(String url, String tenant, String login, SecretReference password) {
            this(url, tenant, login, password, PasswordPolicy.DEFAULT);
        }
    }

    /**
     * @param url {@code ldap://host:port} or {@code ldaps://host:port}; {@code startTls} with the former
     * @param filter empty for the product's own, like {@code groupsFilter}
     * @param kind the product by the name of its preset; empty for whichever it is
     * @param groupsBaseDn empty when there are no distribution groups to look at
     */
    public record Directory(String url, boolean startTls, String bindDn, SecretReference password, String baseDn, String filter, String kind,
                            String groupsBaseDn, String groupsFilter) {
        public Directory(String url, boolean startTls, String bindDn, SecretReference password, String baseDn, String filter) {
            this(url, startTls, bindDn, password, baseDn, filter, "", "", "");
        }

        /** In the directory's own words. */
        public DirectorySource source() {
            return new DirectorySource(url, startTls, bindDn, password, baseDn, filter, kind, groupsBaseDn, groupsFilter);
        }
    }

    /**
     * @param servers {@code host:port} of the name servers to ask, each on its own
     * @param targetMx the MX host of each domain once mail flow is switched
     * @param spfMustPass host names or addresses that must be allowed to send while both servers send
     * @param dkimSelectors the selectors that either server signs with
     */
    public record Dns(List<String> servers, List<Mx> targetMx, List<String> spfMustPass, Optional<Services> services, List<String> dkimSelectors) {
        public Dns {
            servers = List.copyOf(servers);
            targetMx = List.copyOf(targetMx);
            spfMustPass = List.copyOf(spfMustPass);
            dkimSelectors = List.copyOf(dkimSelectors);
        }

        /** Where neither service names nor signatures are looked at. */
        public Dns(List<String> servers, List<Mx> targetMx, List<String> spfMustPass) {
            this(servers, targetMx, spfMustPass, Optional.empty(), List.of());
        }
    }

    /** What MyOffice's installation calls {@code external_domain} and {@code domain_module} (N30). */
    public record Services(MailDomain domain, String module) {}

    public record Mx(MailDomain domain, String host) {}
}

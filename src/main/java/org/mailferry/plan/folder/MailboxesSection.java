package org.mailferry.plan.folder;

import static java.util.function.Predicate.not;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Systems.TargetKind;

/** Turns the rows of {@code mailboxes.csv} into mailboxes and finds rows that contradict each other or {@code plan.yaml}. */
final class MailboxesSection {
    private final Rules rules;
    private final Problems problems;
    private final Map<String, Integer> sourceLines = new HashMap<>();
    private final Map<String, Integer> targetLines = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final List<PlannedMailbox> mailboxes = new ArrayList<>();

    /** What {@code plan.yaml} says about mailboxes; parts that are wrong there are empty, and their checks wait. */
    record Rules(PlanName plan, Set<String> waves, List<MailDomain> domains, Optional<Systems> systems, Optional<Credentials> source,
                 Optional<Credentials> target) {}

    MailboxesSection(List<MailboxTable.Row> rows, Rules rules, Problems problems) {
        this.rules = rules;
        this.problems = problems;
        rows.forEach(row -> new Reading(row).read());
    }

    List<PlannedMailbox> list() {
        return mailboxes;
    }

    /** Mailboxes of each wave, also those that are wrong otherwise. */
    Map<String, Long> sizes() {
        return sizes;
    }

    /** One row being read. */
    private final class Reading {
        private final MailboxTable.Row row;

        private Reading(MailboxTable.Row row) {
            this.row = row;
        }

        private void read() {
            String wave = wave();
            EmailAddress source = address(MailboxColumns.SOURCE, row.cell(MailboxColumns.SOURCE));
            String targetCell = row.cell(MailboxColumns.TARGET);
            EmailAddress target = targetCell.isEmpty() ? source : address(MailboxColumns.TARGET, targetCell);
            List<EmailAddress> aliases = aliases();
            Optional<Long> quota = quota();
            if (source != null) {
                refuseTwice(sourceLines, source, "source address");
            }
            if (target != null) {
                requireDomain(target);
                refuseTwice(targetLines, target, "target address");
            }
            aliases.forEach(alias -> {
                requireDomain(alias);
                refuseTwice(targetLines, alias, "alias");
            });
            requireName();
            Optional<SecretReference> sourcePassword = password(MailboxColumns.SOURCE_PASSWORD, rules.source(),
                own(Systems.Calendars::source));
            Optional<SecretReference> targetPassword = password(MailboxColumns.TARGET_PASSWORD, rules.target(),
                own(Systems.Calendars::target));
            if (source == null || target == null || rules.systems().isEmpty()) {
                return;
            }
            Systems systems = rules.systems().get();
            Optional<MailAccount> from = account(systems.source().imap(), rules.source(), login(MailboxColumns.SOURCE_LOGIN, source), sourcePassword);
            Optional<MailAccount> to = account(systems.target().imap(), rules.target(), login(MailboxColumns.TARGET_LOGIN, target), targetPassword);
            if (from.isPresent() && to.isPresent()) {
                mailboxes.add(new PlannedMailbox(MailboxId.of(rules.plan(), source), wave, source, target, row.cell(MailboxColumns.GIVEN_NAME),
                    row.cell(MailboxColumns.FAMILY_NAME), aliases, quota, from.get(), to.get(), sourcePassword, targetPassword));
            }
        }

        private String wave() {
            String wave = row.cell(MailboxColumns.WAVE);
            sizes.merge(wave, 1L, Long::sum);
            if (wave.isEmpty()) {
                problem("no wave is given");
            } else if (!rules.waves().contains(wave)) {
                problem("wave '" + wave + "' is not in plan.yaml" + Suggestion.nearest(wave, rules.waves())
                    .map(word -> ", did you mean '" + word + "'?").orElse(""));
            }
            return wave;
        }

        private @Nullable EmailAddress address(String column, String text) {
            return parse(column, text, EmailAddress::parse).filter(address -> parse(column, text, same -> address.domain()).isPresent()).orElse(null);
        }

        private List<EmailAddress> aliases() {
            return Arrays.stream(row.cell(MailboxColumns.ALIASES).split("[;,\\s]+")).filter(not(String::isEmpty))
                .flatMap(text -> Optional.ofNullable(address(MailboxColumns.ALIASES, text)).stream()).toList();
        }

        private Optional<Long> quota() {
            String quota = row.cell(MailboxColumns.QUOTA);
            return quota.isEmpty() ? Optional.empty() : parse(MailboxColumns.QUOTA, quota, text -> {
                if (!text.matches("[1-9]\\d{0,11}(B|KB|MB|GB)?")) {
                    throw new IllegalArgumentException("'" + text + "' is not a size such as 5GB (B, KB, MB, GB)");
                }
                return PoliciesSection.bytes(text);
            });
        }

        private String login(String column, EmailAddress address) {
            return row.cell(column).isEmpty() ? address.text() : row.cell(column);
        }

        /** The calendars of that side are opened with each mailbox's own password. */
        private boolean own(Function<Systems.Calendars, CalendarServer> side) {
            return rules.systems().flatMap(Systems::calendars).map(side).filter(server -> server.mode() == CalendarServer.Mode.OWN_PASSWORD).isPresent();
        }

        private Optional<SecretReference> password(String column, Optional<Credentials> credentials, boolean forCalendars) {
            String text = row.cell(column);
            Optional<CredentialMode> mode = credentials.map(Credentials::mode);
            if (text.isEmpty()) {
                mode.filter(CredentialMode.OWN_PASSWORD::equals)
                    .ifPresent(own -> problem(column + ": mode own-password needs a reference to this mailbox's password"));
                credentials.filter(side -> side.mode() == CredentialMode.XOAUTH2 && side.password().isEmpty())
                    .ifPresent(own -> problem(column + ": mode xoauth2 needs a reference to this mailbox's access token, or one for all in plan.yaml"));
                credentials.filter(side -> forCalendars && side.password().isPresent())
                    .ifPresent(all -> problem(column + ": the calendars of this side are opened with mode own-password and need a reference to this mailbox's password"));
                return Optional.empty();
            }
            credentials.filter(side -> side.mode() == CredentialMode.XOAUTH2 && side.password().isPresent() && !forCalendars)
                .ifPresent(one -> problem(column + ": plan.yaml names one access token for all mailboxes of this side, this one is not used"));
            mode.filter(CredentialMode::needsServiceLogin).filter(service -> !forCalendars)
                .ifPresent(service -> problem(column + ": the service account opens this side, a mailbox password is not used"));
            return parse(column, text, SecretReference::parse);
        }

        /** MyOffice refuses a user without cn and sn (P19). */
        private void requireName() {
            boolean myOffice = rules.systems().filter(systems -> systems.target().kind() == TargetKind.MYOFFICE).isPresent();
            if (myOffice && (row.cell(MailboxColumns.GIVEN_NAME).isEmpty() || row.cell(MailboxColumns.FAMILY_NAME).isEmpty())) {
                problem("MyOffice needs given_name and family_name");
            }
        }

        private void requireDomain(EmailAddress address) {
            if (!rules.domains().isEmpty() && !rules.domains().contains(address.domain())) {
                problem(address + " is in none of the plan's domains (" + rules.domains().stream().map(MailDomain::text)
                    .collect(Collectors.joining(", ")) + ")");
            }
        }

        private void refuseTwice(Map<String, Integer> lines, EmailAddress address, String what) {
            Integer first = lines.putIfAbsent(address.key(), row.line());
            if (first != null) {
                problem(what + " " + address + " stands in line " + first + " already");
            }
        }

        private <T> Optional<T> parse(String column, String text, Function<String, T> parse) {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException e) {
                problem(column + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        private void problem(String reason) {
            problems.inMailboxes(row.line(), reason);
        }
    }

    private static Optional<MailAccount> account(MailEndpoint endpoint, Optional<Credentials> credentials, String login, Optional<SecretReference> own) {
        return credentials.flatMap(side -> side.password().or(() -> own)
            .filter(password -> !side.mode().needsServiceLogin() || side.login().isPresent())
            .map(password -> new MailAccount(endpoint, side.mode(), login, side.login(), password, side.separator())));
    }
}

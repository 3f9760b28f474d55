package org.mailferry.mailsync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.MailStore.Quota;
import org.mailferry.target.TargetPlatform;
import org.springframework.stereotype.Component;

/** Asks about one mailbox, in one visit to each side, what would stop its copy weeks later. It only looks. */
@Component
public class MailboxPreflight {
    /** What is asked about every mailbox. */
    public enum Question {
        SOURCE_LOGIN("login:source", "E22"), TARGET_LOGIN("login:target", "T22"), MESSAGE_SIZE("size:messages", "V42"), QUOTA("quota:target", "P32");

        private final String checkId;
        private final String row;

        Question(String checkId, String row) {
            this.checkId = checkId;
            this.row = row;
        }

        /** Of the check that sums the answers up. */
        public String checkId() {
            return checkId;
        }

        public String row() {
            return row;
        }
    }

    /**
     * @param account on the target
     * @param platform asked first whether there is such an account, so that nobody logs in to none; empty where people make the accounts
     * @param quotaBytes what the plan says that the platform gives the account; empty when the target's own word counts
     * @param limits of the target's messages that are known beforehand
     */
    public record Asked(SyncJob job, EmailAddress account, Optional<TargetPlatform> platform, OptionalLong quotaBytes, List<MessageLimit> limits) {
        public Asked {
            limits = List.copyOf(limits);
        }
    }

    public record Answer(Question question, Verdict verdict, String text) {}

    private final MailStores stores;
    private final MailboxSizes sizes;
    private final MailsyncSettings settings;
    private final Clock clock;

    public MailboxPreflight(MailStores stores, MailboxSizes sizes, MailsyncSettings settings, Clock clock) {
        this.stores = stores;
        this.sizes = sizes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @return an answer to every question
     * @throws MigrationException {@code THROTTLED} only: a server has no place now, and nothing was found out
     */
    public List<Answer> ask(Asked asked) {
        // One for both sides: a job that asks about a mailbox must end within its lock.
        Deadline deadline = Deadline.in(clock, settings.slice(), settings.grace());
        List<Answer> answers = new ArrayList<>();
        TargetSide target = target(asked, deadline, answers);
        source(asked, target, deadline, answers);
        return List.copyOf(answers);
    }

    /** What the target says of its account. */
    private record TargetSide(boolean there, Optional<Quota> quota, OptionalLong appendLimit) {
        static final TargetSide NONE = new TargetSide(false, Optional.empty(), OptionalLong.empty());
        static final TargetSide SILENT = new TargetSide(true, Optional.empty(), OptionalLong.empty());
    }

    private TargetSide target(Asked asked, Deadline deadline, List<Answer> answers) {
        OptionalLong shown = OptionalLong.empty();
        try {
            if (asked.platform().isPresent()) {
                Optional<TargetPlatform.Account> account = asked.platform().get().find(asked.account());
                if (account.isEmpty()) {
                    answers.add(new Answer(Question.TARGET_LOGIN, Verdict.LATER, "the target has no such account yet; its login is tried once it is made"));
                    return TargetSide.NONE;
                }
                shown = account.get().quotaBytes();
            }
            TargetSide side = side(asked.job().target(), shown, deadline);
            answers.add(letIn(Question.TARGET_LOGIN, asked.job().target()));
            return side;
        } catch (RuntimeException e) {
            answers.add(new Answer(Question.TARGET_LOGIN, verdict(e), words(e)));
            return TargetSide.SILENT;
        }
    }

    /** The server's word on the quota counts before the platform's, because it knows what is used. */
    private TargetSide side(MailAccount account, OptionalLong shown, Deadline deadline) {
        try (MailStore store = opened(account, deadline)) {
            Optional<Quota> kept = store.quota();
            Optional<Quota> quota = kept.isPresent() || shown.isEmpty() || shown.getAsLong() == 0 ? kept : Optional.of(new Quota(0, shown.getAsLong()));
            return new TargetSide(true, quota, store.appendLimitBytes());
        }
    }

    private void source(Asked asked, TargetSide target, Deadline deadline, List<Answer> answers) {
        MailAccount account = asked.job().source();
        try (MailStore store = opened(account, deadline)) {
            answers.add(letIn(Question.SOURCE_LOGIN, account));
            contents(asked, target, store, answers);
        } catch (RuntimeException e) {
            Verdict verdict = verdict(e);
            List<Question> answered = answers.stream().map(Answer::question).toList();
            for (Question question : List.of(Question.SOURCE_LOGIN, Question.MESSAGE_SIZE, Question.QUOTA)) {
                if (!answered.contains(question)) {
                    answers.add(question == Question.SOURCE_LOGIN ? new Answer(question, verdict, words(e))
                        : new Answer(question, Verdict.UNKNOWN, verdict == Verdict.BAD ? "not looked at, because the login is refused" : "not looked at: " + words(e)));
                }
            }
        }
    }

    private void contents(Asked asked, TargetSide target, MailStore source, List<Answer> answers) {
        SourceContents contents = SourceContents.of(source, asked.job().policy());
        List<MessageLimit> limits = new ArrayList<>(asked.limits());
        target.appendLimit().ifPresent(bytes -> limits.add(new MessageLimit(bytes, "the target's IMAP server, APPENDLIMIT")));
        answers.add(MessageLimit.smallest(limits).map(limit -> contents.against(limit))
            .orElseGet(() -> new Answer(Question.MESSAGE_SIZE, Verdict.GOOD, "neither the target nor the plan names a limit")));
        answers.add(room(asked, target, contents));
        contents.size(asked.job().mailbox(), clock.instant()).ifPresent(sizes::save);
    }

    private static Answer room(Asked asked, TargetSide target, SourceContents contents) {
        if (contents.bytes().isEmpty()) {
            return new Answer(Question.QUOTA, Verdict.GOOD, contents.messages() + " messages; their size is measured before the wave, because the source "
                + "tells it only message by message");
        }
        long needed = contents.bytes().getAsLong();
        long used = target.quota().map(Quota::usedBytes).orElse(0L);
        Optional<Quota> quota = asked.quotaBytes().isPresent() ? Optional.of(new Quota(used, asked.quotaBytes().getAsLong())) : target.quota();
        if (quota.isEmpty()) {
            return new Answer(Question.QUOTA, Verdict.GOOD, Bytes.text(needed) + " on the source; the target names no quota"
                + (target.there() ? "" : " before the account is made"));
        }
        long free = Math.max(0, quota.get().limitBytes() - quota.get().usedBytes());
        return new Answer(Question.QUOTA, needed <= free ? Verdict.GOOD : Verdict.BAD, Bytes.text(needed) + " on the source, " + Bytes.text(free) + " free of "
            + Bytes.text(quota.get().limitBytes()) + " on the target");
    }

    private MailStore opened(MailAccount account, Deadline deadline) {
        MailStore store = stores.open(account, deadline);
        try {
            store.status("INBOX");
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Answer letIn(Question question, MailAccount account) {
        return new Answer(question, Verdict.GOOD, account.endpoint() + " let " + account.userName() + " in (" + account.mode() + ")");
    }

    private static Verdict verdict(RuntimeException e) {
        if (e instanceof MigrationException failure) {
            if (failure.kind() == FailureKind.THROTTLED) {
                throw failure;
            }
            return Verdict.UNKNOWN;
        }
        if (e instanceof LoginRefusedException || e instanceof FolderRefusedException) {
            return Verdict.BAD;
        }
        throw e;
    }

    private static String words(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}

package org.mailferry.mailsync.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckedSubject;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.mailsync.MailboxPreflight.Question;

/** One check of the answers about every mailbox: how many, and the bad ones by name as far as a row holds them. */
public final class PreflightSummary {
    /** What a row of the readiness table holds. */
    static final int ROW = 3_000;
    private static final Map<Question, String> WAYS_OUT = Map.of(
        Question.SOURCE_LOGIN, "Check the logins, the rights of the service account and the plan's credential mode.",
        Question.TARGET_LOGIN, "Check the logins, the rights of the service account and the plan's credential mode.",
        Question.MESSAGE_SIZE, "Raise the target's limit, or have the owners save them elsewhere; a copy lists them as refused.",
        Question.QUOTA, "Raise the quota in mailboxes.csv or on the target, or have the owners tidy up.");

    private PreflightSummary() {}

    /**
     * @param mailboxes addresses of the plan
     * @param answers that count; a mailbox without one was not asked about
     * @param longest characters of the names and reasons; the first is there in any case
     */
    public static CheckResult of(Question question, List<String> mailboxes, List<CheckedSubject> answers, int longest) {
        Map<String, CheckedSubject> byMailbox = answers.stream().filter(answer -> answer.checkId().equals(question.checkId()))
            .collect(Collectors.toMap(CheckedSubject::subject, Function.identity()));
        List<CheckedSubject> found = mailboxes.stream().map(byMailbox::get).filter(answer -> answer != null).toList();
        List<CheckedSubject> bad = found.stream().filter(answer -> answer.verdict().blocks())
            .sorted(Comparator.comparing(CheckedSubject::verdict)).toList();
        long unasked = mailboxes.size() - found.size();
        String counts = counts(question, mailboxes.size(), found, unasked);
        if (bad.isEmpty() && unasked == 0) {
            return new CheckResult(question.checkId(), question.row(), Status.GREEN, counts);
        }
        return new CheckResult(question.checkId(), question.row(), Status.RED, counts + " " + WAYS_OUT.get(question) + named(bad, longest));
    }

    private static String counts(Question question, int all, List<CheckedSubject> found, long unasked) {
        List<String> parts = new ArrayList<>();
        count(found, Verdict.GOOD).ifPresent(count -> parts.add(count + " good"));
        count(found, Verdict.BAD).ifPresent(count -> parts.add(count + (question == Question.MESSAGE_SIZE ? " with messages too large"
            : question == Question.QUOTA ? " without room" : " refused")));
        count(found, Verdict.UNKNOWN).ifPresent(count -> parts.add(count + " could not be found out"));
        count(found, Verdict.LATER).ifPresent(count -> parts.add(count + " without an account on the target yet, whose login is tried once it is made"));
        if (unasked > 0) {
            parts.add(unasked + " not asked, because the server was away");
        }
        return all + (all == 1 ? " mailbox: " : " mailboxes: ") + String.join(", ", parts) + ".";
    }

    private static Optional<Long> count(List<CheckedSubject> found, Verdict verdict) {
        return Optional.of(found.stream().filter(answer -> answer.verdict() == verdict).count()).filter(count -> count > 0);
    }

    private static String named(List<CheckedSubject> bad, int longest) {
        StringBuilder text = new StringBuilder();
        int named = 0;
        for (CheckedSubject answer : bad) {
            String line = (named == 0 ? " " : "; ") + answer.subject() + ": " + answer.text();
            if (named > 0 && text.length() + line.length() > longest) {
                break;
            }
            text.append(line);
            named++;
        }
        return named == bad.size() ? text.toString() : text + "; and " + (bad.size() - named) + " more, all of them in the report's list of mailboxes checked";
    }
}

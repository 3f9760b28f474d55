package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.mailsync.AppendOutcome;
import org.mailferry.mailsync.FolderRefusedException;

/** What the server's answer to one APPEND says about its messages. */
record AppendAnswer(MailEndpoint endpoint, String folder, long uidValidity) {
    // Courier: "NO [ALERT] You exceeded your mail quota."; older Cyrus: "NO Over quota"
    private static final Pattern FULL = Pattern.compile("(?i)over[ -]?quota|quota.*exceed|exceed.*quota|mailbox( is)? full|mailbox for user is full");

    List<AppendOutcome> outcomes(ImapLine answer, int messages) {
        if (answer.isOK()) {
            return uids(answer, messages).stream().<AppendOutcome>map(AppendOutcome.Stored::new).toList();
        }
        String code = answer.code().orElse("");
        boolean full = code.equals("OVERQUOTA") || answer.isNO() && (code.isEmpty() || code.equals("ALERT")) && FULL.matcher(answer.text()).find();
        if (code.equals("TRYCREATE") || code.equals("NONEXISTENT")) {
            throw new FolderRefusedException("'" + folder + "' is gone from " + endpoint + ": " + answer.text());
        }
        // LIMIT to an APPEND speaks of this message's size or flags (RFC 5530 §3), so it is no request for a pause here.
        if (!full && !code.equals("LIMIT") && ImapFailure.pause(answer).isPresent()) {
            throw ImapFailure.refused(endpoint, "APPEND", answer);
        }
        if (messages > 1) {
            return Collections.nCopies(messages, new AppendOutcome.Undone(answer.text(), full));
        }
        return List.of(full ? new AppendOutcome.OverQuota(answer.text()) : new AppendOutcome.Refused(answer.text()));
    }

    /** One for each message, in their order; all unknown when what the server tells is not plainly that. */
    private List<OptionalLong> uids(ImapLine answer, int messages) {
        String[] words = answer.codeArguments().strip().split(" ");
        boolean told = answer.code().filter("APPENDUID"::equals).isPresent() && words.length == 2 && words[0].matches("\\d{1,10}")
            && Long.parseLong(words[0]) == uidValidity;
        List<OptionalLong> uids = told ? ascending(words[1], messages) : List.of();
        return uids.size() == messages ? uids : Collections.nCopies(messages, OptionalLong.empty());
    }

    /** Of {@code 304,319:320}; none when it is not ascending, or when there are more than asked for. */
    static List<OptionalLong> ascending(String set, int most) {
        List<OptionalLong> uids = new ArrayList<>();
        long last = 0;
        for (String range : set.split(",")) {
            if (!range.matches("\\d{1,10}(:\\d{1,10})?")) {
                return List.of();
            }
            int colon = range.indexOf(':');
            long from = Long.parseLong(colon < 0 ? range : range.substring(0, colon));
            long to = colon < 0 ? from : Long.parseLong(range.substring(colon + 1));
            if (from <= last || to < from || to - from >= most) {
                return List.of();
            }
            for (long uid = from; uid <= to; uid++) {
                uids.add(OptionalLong.of(uid));
            }
            last = to;
        }
        return uids.size() > most ? List.of() : uids;
    }
}

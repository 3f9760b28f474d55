package org.mailferry.calendarsync.vk;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailferry.kernel.Redaction;
import org.mailferry.remote.RemoteResult;

/**
 * What a script wrote. VK's guide says "the output must not contain error messages" and no more, so a success is exit code 0 and no word of
 * trouble. A word too many costs a person a look, one too few costs a calendar.
 */
final class VkOutput {
    private static final int SHOWN = 1_200;
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]|\u001b[()][A-Z0-9]");
    private static final Pattern NO_TROUBLE = Pattern.compile(
        "(?iu)\\b(?:no|0|without) (?:errors?|failures?|warnings?)\\b|\\b(?:errors?|err|failed|failures?)\\b[\"']?\\s*[:=]\\s*[\"']?(?:0|nil|null|none|false|<nil>|\"\")(?!\\w)"
            + "|\\b0 failed\\b|\\w*timeout=\\d+\\w*|(?:без|нет) ошибок|ошибок:? 0(?!\\d)");
    private static final Pattern TROUBLE = Pattern.compile("(?iu)error|\\berr\\b|\\bfail|fatal|panic|exception|traceback|denied|refus|forbidden|unauthori[sz]ed|unauthenticated"
        + "|invalid|unable|cannot|can't|could not|couldn't|not found|no such|unknown|unavailable|unreachable|timed? ?out|timeout|deadline exceeded|not a tty|expired|usage:"
        + "|ошибк|не удалось|невозможно|не найден|отказ|запрещ|недоступ");

    private final RemoteResult result;
    private final String text;

    VkOutput(RemoteResult result) {
        this.result = result;
        this.text = ESCAPES.matcher(result.output() + "\n" + result.errors()).replaceAll("").strip();
    }

    /** What went wrong, to be shown to a person; empty for a success. @param login which may itself hold a word of trouble */
    Optional<String> problem(String login) {
        if (result.mayRun()) {
            return Optional.of((result.end() == RemoteResult.End.TIMED_OUT ? "did not end in time" : "was begun, and the connection was lost")
                + ". It may still be running: look on the host before it is begun again" + shown(text));
        }
        List<String> trouble = text.lines().filter(line -> TROUBLE.matcher(NO_TROUBLE.matcher(line.replace(login, "")).replaceAll("")).find()).toList();
        if (!result.succeeded()) {
            return Optional.of((result.end() == RemoteResult.End.KILLED ? "was killed" : "ended with exit code " + result.exitCode()) + hint() + shown(text));
        }
        if (!trouble.isEmpty()) {
            return Optional.of("ended, but its output tells of errors" + hint() + shown(String.join("\n", trouble)));
        }
        return result.whole() ? Optional.empty() : Optional.of("ended, but wrote too much to be judged" + shown(text));
    }

    private String hint() {
        if (text.contains("not a TTY")) {
            return ". The script needs a terminal: set target.calendarHost.terminal to true";
        }
        if (text.contains("sudo:")) {
            return ". The login needs a sudo rule for both scripts without a password (NOPASSWD)";
        }
        if (result.exitCode() == 126 || result.exitCode() == 127) {
            return ". The script is not there or may not be run: see target.calendarHost.scripts";
        }
        return ". The user must have signed in to the web mail and opened the calendar once. If that is so, VK's representative is the one to ask (V65, V73)";
    }

    private static String shown(String text) {
        String clean = Redaction.of(text);
        return clean.isEmpty() ? "" : ":\n" + (clean.length() <= SHOWN ? clean : "…" + clean.substring(clean.length() - SHOWN));
    }
}

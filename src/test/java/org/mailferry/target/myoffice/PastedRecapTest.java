package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;

class PastedRecapTest {
    private static final String HEADER = "PLAY RECAP *********************************************************************\n";
    private static final String MAIL = "mail.corp.test             : ok=312  changed=120  unreachable=0    failed=0    skipped=40   rescued=0    ignored=1   \n";
    private static final String LDAP = "10.0.0.12                  : ok=98   changed=31   unreachable=0    failed=0    skipped=12   rescued=0    ignored=0   \n";
    private static final String GREEN = "Nothing failed and none was unreachable on 10.0.0.12, mail.corp.test.";

    @Test void aRunWithoutFailureIsGreen() {
        assertThat(PastedRecap.judge(HEADER + MAIL + LDAP)).isEqualTo(new CheckResult("installation:myoffice", "N52", Status.GREEN, GREEN));
    }

    @Test void everyHostMustBeReachedWithoutFailure() {
        red(HEADER + MAIL + LDAP.replace("failed=0", "failed=1"), "10.0.0.12: unreachable=0 failed=1.");
        red(HEADER + MAIL.replace("unreachable=0", "unreachable=1") + LDAP, "mail.corp.test: unreachable=1 failed=0.");
        red(HEADER + MAIL + LDAP.replace("failed=0", "failed=10"), "10.0.0.12: unreachable=0 failed=10.");
    }

    @Test void ignoredAndRescuedTasksAreNoFailures() {
        green(HEADER + MAIL.replace("rescued=0", "rescued=2") + LDAP.replace("ignored=0", "ignored=3"));
    }

    @Test void whatATerminalAddsDoesNotMatter() {
        green(("TASK [mail : Wait] ***\nok: [mail.corp.test]\n\n" + HEADER + MAIL + LDAP + "root@mail:~# ").replace("\n", "\r\n"));
        green(HEADER + MAIL.replace("ok=312", "\u001B[0;32mok=312\u001B[0m").replace("mail.corp.test", "\u001B[0;33mmail.corp.test\u001B[0m") + LDAP);
        green(HEADER + MAIL.replace("ok=312", "[0;32mok=312[0m") + LDAP);
        green(HEADER + (MAIL + LDAP).replaceAll(" +", "\n"));
        green(HEADER + MAIL + LDAP + "\nTuesday 01 October 2024  12:00:00 +0300 (0:00:00.105)  0:05:12.3 ***\nnginx : Install package ------ 5.32s\n");
    }

    @Test void aCutOrWrappedLineIsNeverGuessed() {
        String whole = HEADER + LDAP + MAIL.trim();
        int from = whole.indexOf("mail.corp.test") + "mail.corp.test ".length();
        int to = whole.indexOf("failed=0", from) + "failed=0".length();
        int colon = whole.indexOf(':', from);
        for (int end = colon + 1; end < to; end++) {
            assertThat(PastedRecap.judge(whole.substring(0, end)).status()).as(whole.substring(0, end)).isEqualTo(Status.RED);
        }
        red(HEADER + LDAP + MAIL.replace("failed", "fai\nled"), "mail.corp.test: its line is cut or wrapped, paste from a wider terminal.");
    }

    @Test void everyRecapCounts() {
        red(HEADER + MAIL.replace("failed=0", "failed=2") + "\n" + HEADER + MAIL, "mail.corp.test: unreachable=0 failed=2.");
    }

    @Test void nothingUsefulIsRed() {
        red(MAIL + LDAP, "No PLAY RECAP is in what was pasted: the run broke off, or its last lines are missing.");
        for (String text : List.of(HEADER, HEADER + "\nroot@mail:~# ")) {
            red(text, "No host follows PLAY RECAP: paste the lines below it too.");
        }
        red("", "No PLAY RECAP is in what was pasted: the run broke off, or its last lines are missing.");
    }

    private static void green(String pasted) {
        assertThat(PastedRecap.judge(pasted)).as(pasted).extracting(CheckResult::status, CheckResult::text).containsExactly(Status.GREEN, GREEN);
    }

    private static void red(String pasted, String text) {
        assertThat(PastedRecap.judge(pasted)).as(pasted).extracting(CheckResult::status, CheckResult::text).containsExactly(Status.RED, text);
    }
}

package org.mailferry.calendarsync.vk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.remote.RemoteResult;
import org.mailferry.remote.RemoteResult.End;

class VkOutputTest {
    private static final String LOGIN = "Anna@corp.test";

    @ParameterizedTest @ValueSource(strings = {
        "", "sync started\nuser Anna@corp.test: 120 events\ndone", "completed with no errors", "events=120 errors=0", "{\"level\":\"info\",\"error\":null}",
        "msg=\"done\" err=<nil>", "failed: 0, ok: 12", "0 errors.", "без ошибок", "Ошибок: 0", "running with -sync_api_request_timeout=120s",
        "\u001b[32mdone\u001b[0m",
    })
    void goodOutputIsASuccess(String output) {
        assertThat(new VkOutput(exited(0, output)).problem(LOGIN)).isEmpty();
    }

    @ParameterizedTest @ValueSource(strings = {
        "level=error msg=\"user not found\"", "ERROR: cannot reach EWS", "rpc failed", "panic: runtime", "permission denied", "context deadline exceeded", "401 Unauthorized",
        "Ошибка: нет календаря", "не удалось подключиться", "errors=3", "failed: 1", "12 events, 1 error", "error=0x80070005", "x509: certificate has expired",
        "\u001b[31mE\u001b[0m\u001b[31mrror\u001b[0m", "awk: cannot open main.yaml", "unknown user", "connection refused", "no errors in part one\nerror in part two",
    })
    void aWordOfTroubleIsAFailureEvenWithExitCodeZero(String output) {
        assertThat(new VkOutput(exited(0, output)).problem(LOGIN).orElseThrow()).startsWith("ended, but its output tells of errors").contains("V73");
    }

    @Test void aLoginThatSoundsLikeTroubleIsNone() {
        assertThat(new VkOutput(exited(0, "synced error.failed@corp.test: 3 events")).problem("error.failed@corp.test")).isEmpty();
    }

    @Test void anExitCodeIsAFailureWhateverTheOutputSays() {
        assertThat(new VkOutput(exited(2, "all well")).problem(LOGIN).orElseThrow()).startsWith("ended with exit code 2").contains("all well");
    }

    @Test void commonCausesAreNamed() {
        assertThat(new VkOutput(exited(1, "the input device is not a TTY")).problem(LOGIN).orElseThrow()).contains("terminal to true");
        assertThat(new VkOutput(exited(1, "sudo: a password is required")).problem(LOGIN).orElseThrow()).contains("NOPASSWD");
        assertThat(new VkOutput(exited(127, "sh: 1: /home/deployer/sync_all.sh: not found")).problem(LOGIN).orElseThrow()).contains("target.calendarHost.scripts");
    }

    @Test void whoDoesNotSeeTheEndSaysSo() {
        assertThat(new VkOutput(new RemoteResult(End.TIMED_OUT, -1, "syncing", "", true)).problem(LOGIN).orElseThrow()).contains("did not end in time", "may still be running", "syncing");
        assertThat(new VkOutput(new RemoteResult(End.LOST, -1, "", "", true)).problem(LOGIN).orElseThrow()).contains("connection was lost");
        assertThat(new VkOutput(new RemoteResult(End.KILLED, -1, "", "", true)).problem(LOGIN).orElseThrow()).startsWith("was killed");
    }

    @Test void outputThatWasCutIsNotJudgedToBeGood() {
        assertThat(new VkOutput(new RemoteResult(End.EXITED, 0, "ok", "", false)).problem(LOGIN).orElseThrow()).contains("wrote too much to be judged");
    }

    @Test void tokensAreNotShown() {
        String problem = new VkOutput(exited(1, "exec -sync_api_acl_token=topsecret1 -operation=sync_all: error")).problem(LOGIN).orElseThrow();
        assertThat(problem).contains("-operation=sync_all").doesNotContain("topsecret1");
        assertThat(new VkOutput(exited(1, "e".repeat(5_000))).problem(LOGIN).orElseThrow()).hasSizeLessThan(1_600);
    }

    private static RemoteResult exited(int code, String output) {
        return new RemoteResult(End.EXITED, code, output, "", true);
    }
}

package org.mailferry.target.myoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;

/** The two lists are the installation guide's own, 4.3.2 and 5.2. */
class PastedServicesTest {
    private static final String STANDALONE = String.join("\n",
        "psn-backend_autoconfig    1/1", "psn-backend_avatars       1/1", "psn-backend_pbm           1/1", "psn-backend_pfm           1/1",
        "psn-backend_triton        1/1", "psn-etcd_browser          1/1", "psn-etcd_etcd             1/1", "psn-frontend_web_admin    1/1",
        "psn-frontend_web_calendar 1/1", "psn-frontend_web_contacts 1/1", "psn-frontend_web_mail     1/1", "psn-ldap_ldap             1/1",
        "psn-mail_clamav           1/1", "psn-mail_dovecot          1/1", "psn-mail_freshclam        1/1", "psn-mail_postfix          1/1",
        "psn-mail_rspamd           1/1", "psn-nginx-proxy_nginx     1/1", "psn-postgres_postgres     1/1", "psn-redis_redis           1/1");
    private static final String CLUSTER = String.join("\n",
        "psn-backend_autoconfig 2/2", "psn-backend_avatars 2/2", "psn-backend_pbm 2/2", "psn-backend_pfm 2/2", "psn-backend_triton 2/2",
        "psn-etcd_browser 1/1", "psn-etcd_etcd 3/3", "psn-etcd_etcd1 1/1", "psn-etcd_etcd2 1/1", "psn-etcd_etcd3 1/1",
        "psn-frontend_web_calendar 2/2", "psn-frontend_web_contacts 2/2", "psn-frontend_web_mail 2/2", "psn-ldap_ldap 2/2",
        "psn-mail_clamav 2/2", "psn-mail_dovecot 2/2", "psn-mail_freshclam 2/2", "psn-mail_postfix 2/2", "psn-mail_rspamd 2/2",
        "psn-nginx-proxy_nginx 2/2", "psn-postgres_haproxy 2/2", "psn-postgres_postgres1 1/1", "psn-postgres_postgres2 1/1", "",
        "psn-redis_redis-master 1/1", "", "psn-redis_redis-sentinel 2/2", "", "psn-redis_redis-slave 1/1", "", "psn-syslog_ng_syslog-ng 5/5");

    @Test void theGuidesListsAreGreen() {
        assertThat(PastedServices.judge(STANDALONE)).isEqualTo(new CheckResult("services:myoffice", "N55", Status.GREEN,
            "All 20 services of the guide's list for one server run all their replicas."));
        assertThat(PastedServices.judge(CLUSTER)).isEqualTo(new CheckResult("services:myoffice", "N73", Status.GREEN,
            "All 27 services of the guide's list for a cluster run all their replicas."));
    }

    @Test void everyServiceIsNeeded() {
        for (String list : List.of(STANDALONE, CLUSTER)) {
            for (String line : list.split("\n+")) {
                CheckResult result = PastedServices.judge(list.replace(line + "\n", "").replace("\n" + line, ""));
                assertThat(result.status()).as(line).isEqualTo(Status.RED);
                assertThat(result.text()).isEqualTo("Missing: " + line.split(" +")[0] + ".");
            }
        }
    }

    @Test void everyServiceNeedsAllItsReplicas() {
        for (String count : List.of("0/1", "1/0", "0/0", "1/2", "2/1")) {
            for (String line : STANDALONE.split("\n")) {
                String name = line.split(" +")[0];
                red(STANDALONE.replace(line, name + " " + count), "Not all replicas run: " + name + " " + count + ".");
            }
        }
    }

    @Test void aServiceThatTheGuideDoesNotListIsNamedAndCounts() {
        CheckResult running = PastedServices.judge(STANDALONE + "\npsn-trueconf_gate 1/1");
        assertThat(running.status()).isEqualTo(Status.GREEN);
        assertThat(running.text()).endsWith("Not in the guide's list: psn-trueconf_gate.");
        red(STANDALONE + "\npsn-trueconf_gate 0/1", "Not all replicas run: psn-trueconf_gate 0/1. Not in the guide's list: psn-trueconf_gate.");
    }

    @Test void whatATerminalAddsDoesNotMatter() {
        green("root@psn-mail:~# docker service ls | grep psn | awk -v OFS='\\t' '{print $2, $4}' | column -t\n" + STANDALONE + "\nroot@psn-mail:~# ");
        green(STANDALONE.replace("\n", "\r\n"));
        green(STANDALONE.replace("psn", "\u001B[01;31m\u001B[Kpsn\u001B[m\u001B[K"));
        green(STANDALONE.replace("psn", "[01;31mpsn[0m"));
        green(STANDALONE.replaceAll(" +", "\t"));
        green(STANDALONE.replaceAll(" +", "\u00A0"));
        green("\uFEFF" + STANDALONE);
    }

    @Test void theWholeTableIsReadAndItsImagesAreNoServices() {
        String rows = STANDALONE.replaceAll("(?m)^(\\S+) +(\\S+)$", "whejdaqz79de $1 replicated $2\npsn-private-registry:5001/poseidon/x_y:1.0.39-858 *:993->993/tcp");
        green("ID NAME MODE REPLICAS IMAGE PORTS\nabcdefghijkl other_service replicated 0/1 registry:2\n" + rows);
        green(rows.replace("replicated", "global"));
    }

    @Test void aLineWrappedBetweenNameAndCountIsRead() {
        green(STANDALONE.replaceAll(" +", "\n"));
    }

    @Test void aWrappedNameOrCountIsNeverGuessed() {
        CheckResult name = PastedServices.judge(STANDALONE.replace("web_calendar", "web_calen\ndar"));
        assertThat(name.status()).isEqualTo(Status.RED);
        assertThat(name.text()).contains("Missing: psn-frontend_web_calendar.").contains("No count follows, paste from a wider terminal: psn-frontend_web_calen.");
        red(STANDALONE + "\npsn-extra_one 1/\n1",
            "No count follows, paste from a wider terminal: psn-extra_one.");
        red(STANDALONE + "\npsn-extra_one", "No count follows, paste from a wider terminal: psn-extra_one.");
    }

    @Test void oneServicesCountIsNeverAnothers() {
        red(STANDALONE.replaceFirst(" +1/1", ""), "Missing: psn-backend_autoconfig. No count follows, paste from a wider terminal: psn-backend_autoconfig.");
    }

    @Test void twoOutputsThatDisagreeAreRefused() {
        green(STANDALONE + "\n" + STANDALONE);
        red(STANDALONE + "\npsn-ldap_ldap 0/1", "Listed with different counts, paste one output only: psn-ldap_ldap 0/1 and 1/1.");
    }

    @Test void theGuidesMisspeltStackIsExplained() {
        CheckResult result = PastedServices.judge(STANDALONE.replace("psn-frontend_", "psn-frontent_"));
        assertThat(result.status()).isEqualTo(Status.RED);
        assertThat(result.text()).contains("Missing: psn-frontend_web_admin, ").contains("The guide prints the stack psn-frontent, meant is psn-frontend");
        assertThat(PastedServices.judge(STANDALONE + "\npsn-frontent_web_mail 1/1").text()).contains("psn-frontent_web_mail");
    }

    @Test void nothingUsefulIsRed() {
        for (String text : List.of("", "   \n", "Error response from daemon: This node is not a swarm manager.", "1/1 1/1", "99999999999/1")) {
            red(text, "No psn- service is in what was pasted: paste the output of docker service ls.");
        }
    }

    private static void green(String pasted) {
        assertThat(PastedServices.judge(pasted)).as(pasted).extracting(CheckResult::status, CheckResult::text)
            .containsExactly(Status.GREEN, "All 20 services of the guide's list for one server run all their replicas.");
    }

    private static void red(String pasted, String text) {
        CheckResult result = PastedServices.judge(pasted);
        assertThat(result.status()).as(pasted).isEqualTo(Status.RED);
        assertThat(result.text()).startsWith(text.substring(0, Math.min(20, text.length()))).contains(text);
    }
}

package org.mailferry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanPageTest {
    @Test void showsSystemsRulesAndEveryMailboxButNoSecret() {
        String html = new PlanPage().html(new SamplePlan().plan, "viktor");

        assertThat(html).contains("Plan sample", "f00d", "mail.corp.test:993, TLS", "Черновики", "Wave pilot: 2 mailboxes, criticality 1", "anna@corp.test", "Анна &lt;b&gt;", "1.0 GB", "SAT, 22:00 to 23:00 Z");
        assertThat(html).doesNotContain("env:X");
    }
}

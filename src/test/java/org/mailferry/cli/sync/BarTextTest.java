package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTextTest {
    @Test void allThereIsToKnow() {
        assertThat(new BarText(1250, 5000, 20 << 20, 250, 4 << 20, "Отправленные").fitting(120)).isEqualTo(
            "[######..................]  25 % 1,250/5,000  20.0 MB  250 messages/s, 4.0 MB/s  15 s left  Отправленные");
    }

    @Test void withoutATotalThereIsNoBarAndNoEnd() {
        assertThat(new BarText(7, 0, 100, 3, 50, "INBOX").fitting(80)).isEqualTo("7  100 B  3 messages/s, 50 B/s  INBOX");
    }

    @Test void theBarIsFullOnlyAtTheEnd() {
        assertThat(new BarText(4999, 5000, 0, 0, 0, "").fitting(80)).startsWith("[#######################.]  99 %");
        assertThat(new BarText(5000, 5000, 0, 9, 0, "").fitting(80)).startsWith("[########################] 100 %").doesNotContain("left");
        assertThat(new BarText(5003, 5000, 0, 0, 0, "").fitting(80)).as("more arrived meanwhile").contains("100 %", "5,003/5,003");
    }

    @Test void itStaysOnOneLineWhateverAFolderIsCalled() {
        BarText bar = new BarText(1, 2, 3, 4, 5, "a\nb\u001b[2J" + "x".repeat(200));
        assertThat(bar.fitting(60)).hasSize(59).endsWith("…").doesNotContain("\n", "\u001b");
        assertThat(bar.fitting(3)).hasSize(2);
        assertThat(bar.fitting(1)).isEmpty();
        assertThat(new BarText(0, 0, 0, 0, 0, "📧".repeat(50)).fitting(20).codePoints()).hasSize(19);
    }

    @Test void figuresAreReadable() {
        assertThat(Words.bytes(999)).isEqualTo("999 B");
        assertThat(Words.bytes(1000)).isEqualTo("1.0 KB");
        assertThat(Words.bytes(3.5 * (1L << 40))).isEqualTo("3.5 TB");
        assertThat(Words.time(java.time.Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Words.time(java.time.Duration.ofSeconds(3_725))).isEqualTo("1 h 2 min");
        assertThat(Words.seconds(0.04)).isEqualTo("0.0 s");
    }
}

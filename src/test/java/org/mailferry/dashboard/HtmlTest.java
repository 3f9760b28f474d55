package org.mailferry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test void everyTextIsEscaped() {
        Html html = new Html().element("p class=\"x\"", "<script>\"&'").row(List.of("<b>")).link("/a?\"b", "<i>");

        assertThat(html.toString()).isEqualTo("""
            <p class="x">&lt;script&gt;&quot;&amp;&#39;</p>
            <tr><td>&lt;b&gt;</td></tr>
            <a href="/a?&quot;b">&lt;i&gt;</a>
            """);
    }

    @Test void spansAreInTheUnitAPersonWouldUse() {
        assertThat(List.of(0, 119, 120, 7_199, 7_200, 172_799, 172_800).stream().map(seconds -> Html.span(Duration.ofSeconds(seconds))))
            .containsExactly("0 s", "119 s", "2 min", "120 min", "2 h", "48 h", "2 d");
    }

    @Test void sizesAreInTheUnitAPersonWouldUse() {
        assertThat(List.of(0L, 1_023L, 1_024L, 1_572_864L, 5L << 30).stream().map(Html::size)).containsExactly("0 B", "1023 B", "1.0 KB", "1.5 MB", "5.0 GB");
    }
}

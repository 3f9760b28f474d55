package org.mailferry.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.Secret;

class BatchLineTest {
    @Test void hostsOrNoHosts() {
        assertThat(BatchLine.parse(3, "h1;anna;p1;h2;anna2;p2")).isEqualTo(new BatchLine(3, Optional.of("h1"), "anna", Optional.of(Secret.of("p1")),
            Optional.of("h2"), "anna2", Optional.of(Secret.of("p2"))));
        assertThat(BatchLine.parse(3, "h1;anna;p1;h2;anna2;p2;")).as("as in imapsync's own example").isEqualTo(BatchLine.parse(3, "h1;anna;p1;h2;anna2;p2"));
        assertThat(BatchLine.parse(1, "anna;p1;anna2;p2")).isEqualTo(new BatchLine(1, Optional.empty(), "anna", Optional.of(Secret.of("p1")),
            Optional.empty(), "anna2", Optional.of(Secret.of("p2"))));
    }

    @Test void aMissingPasswordIsLeftToTheOptions() {
        assertThat(BatchLine.parse(1, "anna;;anna2;")).extracting(BatchLine::password1, BatchLine::password2).containsExactly(Optional.empty(), Optional.empty());
        assertThat(BatchLine.parse(1, "h;anna;;h2;anna2;;")).extracting(BatchLine::user2).isEqualTo("anna2");
    }

    @Test void quotesHoldSemicolonsAndQuotes() {
        assertThat(BatchLine.parse(1, "anna;\"a;b\"\"c\";b\"b;d").password1()).contains(Secret.of("a;b\"c"));
        assertThat(BatchLine.parse(1, "anna;x;b\"b;d").user2()).isEqualTo("b\"b");
    }

    @Test void wrongLinesAreNamedByNumberOnly() {
        for (String text : new String[] {"one", "a;b;c", "a;hush;c;d;e;f;g", ";hush;c;d", "a;\"hush;c;d", "a;hush;c;d;e"}) {
            assertThatThrownBy(() -> BatchLine.parse(17, text)).as(text).isInstanceOf(UsageException.class).hasMessageStartingWith("Line 17: ")
                .hasMessageNotContaining("hush");
        }
    }

    @Test void commentsAndBlankLinesAreNothing() {
        assertThat(BatchLine.isEmpty("")).isTrue();
        assertThat(BatchLine.isEmpty("  # a comment")).isTrue();
        assertThat(BatchLine.isEmpty("a;b;c;d")).isFalse();
    }
}

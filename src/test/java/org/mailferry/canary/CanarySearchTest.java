package org.mailferry.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.http.LoggedLines;
import org.slf4j.LoggerFactory;

class CanarySearchTest {
    private static final String CANARY = "canary-Ключ-7f3a9c";
    private final CanarySearch search = new CanarySearch(CANARY);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void everyKindOfColumnIsLookedThrough(String kind) throws Exception {
        TestDatabase database = kind.equals("h2") ? TestDatabase.h2() : TestDatabase.postgres();
        String binary = kind.equals("h2") ? "binary large object" : "bytea";
        database.jdbc().sql("create table nest (id integer, name varchar(100), note text, content " + binary + ")").update();
        assertThat(search.in(database.dataSource())).isEmpty();
        database.jdbc().sql("insert into nest values (1, ?, ?, ?)").params("x " + CANARY, "y" + CANARY + "y",
            ("z" + CANARY).getBytes(StandardCharsets.UTF_16LE)).update();
        assertThat(search.in(database.dataSource())).hasSize(3).allMatch(place -> place.contains("nest"));
    }

    @Test void disguisesAreFound() {
        for (String before : new String[] {"", "a", "ab", "abc"}) {
            String text = Base64.getEncoder().encodeToString((before + CANARY + "!tail").getBytes(StandardCharsets.UTF_8));
            assertThat(search.in(Stream.of("Authorization: Basic " + text, "nothing"))).as(before).hasSize(1);
        }
        assertThat(search.in(Stream.of("?p=" + java.net.URLEncoder.encode(CANARY, StandardCharsets.UTF_8)))).hasSize(1);
    }

    @Test void logsAreCapturedWithTheirExceptions() {
        try (LoggedLines logs = new LoggedLines()) {
            LoggerFactory.getLogger("org.mailferry.test").debug("failed", new IllegalStateException("login with " + CANARY));
            assertThat(search.in(Stream.of(logs.text()))).hasSize(1);
        }
    }
}

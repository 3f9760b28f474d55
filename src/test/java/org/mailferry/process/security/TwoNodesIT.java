package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Nodes on one PostgreSQL, as far as the people are concerned. The application is closed while its database is still there. */
@DirtiesContext
@SpringBootTest(classes = PeopleOnly.class, properties = {
    "camunda.bpm.job-execution.enabled=false", "camunda.bpm.auto-deployment-enabled=false", "spring.flyway.enabled=false"})
class TwoNodesIT {
    @Autowired ProcessEngine engine;
    @Autowired PeopleBootstrap bootstrap;

    @DynamicPropertySource static void postgres(DynamicPropertyRegistry settings) {
        TestDatabase database = TestDatabase.postgres();
        settings.add("spring.datasource.url", database::url);
        settings.add("spring.datasource.username", database::user);
    }

    @Test void nodesThatStartTogetherMakeEverythingOnce() {
        long grants = engine.getAuthorizationService().createAuthorizationQuery().count();
        engine.getAuthorizationService().createAuthorizationQuery().list()
            .forEach(grant -> engine.getAuthorizationService().deleteAuthorization(grant.getId()));
        engine.getFilterService().createFilterQuery().list().forEach(filter -> engine.getFilterService().deleteFilter(filter.getId()));
        engine.getIdentityService().createGroupQuery().list().forEach(group -> engine.getIdentityService().deleteGroup(group.getId()));
        IntStream.range(0, 4).parallel().forEach(node -> bootstrap.prepare());
        assertThat(engine.getAuthorizationService().createAuthorizationQuery().count()).isEqualTo(grants);
        assertThat(engine.getFilterService().createFilterQuery().count()).isEqualTo(3);
        assertThat(engine.getIdentityService().createGroupQuery().list()).extracting(group -> group.getId())
            .containsExactlyInAnyOrder("operators", "change-managers", "auditors", "administrators", "camunda-admin");
    }

    @Test void anotherStartChangesNothing() {
        List<String> before = filters();
        bootstrap.prepare();
        assertThat(filters()).isEqualTo(before);
    }

    private List<String> filters() {
        return engine.getFilterService().createFilterQuery().orderByFilterId().asc().list().stream().map(filter -> filter.getId()).toList();
    }
}

package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * CVE-2026-109432: no query reaches a bean, through no door and in no wrapping. A canary counts the calls; a process shows that the
 * canary can be reached at all.
 */
class QueryGuardIT extends PeopleServer {
    private static final String HAL = "application/hal+json";
    private static final String TOP = "{\"dueAfterExpression\":\"${canary.sing()}\"}";
    private static final String IN_OR = "{\"orQueries\":[{\"dueAfterExpression\":\"${canary.sing()}\",\"name\":\"x\"}]}";
    private static final String DEEP = "{\"orQueries\":[{\"name\":\"x\"},{\"orQueries\":[{\"assigneeExpression\":\"${canary.sing()}\"}]}]}";
    private static final List<String> QUERIES = List.of(TOP, IN_OR, DEEP,
        "{\"assigneeExpression\":\"${canary.sing()}\"}", "{\"orQueries\":[{\"candidateGroupExpression\":\"${canary.sing()}\"}]}",
        "{\"orQueries\":[{\"processInstanceBusinessKeyLikeExpression\":\"${canary.sing()}\"}]}",
        "{\"orQueries\":[{\"followUpBeforeOrNotExistentExpression\":\"#{canary.sing()}\"}]}",
        "{\"orQueries\":[{\"\\u0064ueAfterExpression\":\"${canary.sing()}\"}]}");

    @Autowired JdbcClient jdbc;
    private String planted;
    private String process;

    @BeforeEach void plantFilter() {
        process = deploy("two-people.bpmn");
        engine.getRuntimeService().startProcessInstanceById(process);
        Filter filter = engine.getFilterService().newTaskFilter("Planted").setQuery(engine.getTaskService().createTaskQuery());
        planted = engine.getFilterService().saveFilter(filter).getId();
        Authorization read = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        read.setGroupId("operators");
        read.setResource(Resources.FILTER);
        read.setResourceId(planted);
        read.addPermission(Permissions.READ);
        engine.getAuthorizationService().saveAuthorization(read);
        Canary.CALLS.set(0);
    }

    @AfterEach void removeFilter() {
        engine.getFilterService().deleteFilter(planted);
        engine.getRepositoryService().deleteDeployment(engine.getRepositoryService().getProcessDefinition(process).getDeploymentId(), true);
    }

    private void plant(String query) {
        jdbc.sql("update ACT_RU_FILTER set QUERY_ = ? where ID_ = ?").params(query, planted).update();
    }

    /** Both doors: REST with a password, and the webapps' API with a session; as operator and as administrator. */
    private Stream<Map.Entry<Browser, String>> doors() {
        return Stream.of(
            Map.entry(restAs("anna"), "/engine-rest"), Map.entry(restAs("adam"), "/engine-rest"),
            Map.entry(webappAs("anna", "tasklist"), "/camunda/api/engine/engine/default"),
            Map.entry(webappAs("adam", "tasklist"), "/camunda/api/engine/engine/default"));
    }

    private void refused(HttpResponse<String> answer, String what) {
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isBetween(400, 599);
        assertThat(Canary.CALLS).as(what).hasValue(0);
    }

    private void silent(HttpResponse<String> answer, String what) {
        assertThat(Canary.CALLS).as("%s: %d %s", what, answer.statusCode(), answer.body()).hasValue(0);
        assertThat(answer.statusCode()).as(what).matches(status -> what.endsWith(DEEP) || status >= 400);
    }

    @Test void aProcessReachesTheCanary() {
        engine.getRuntimeService().startProcessInstanceById(deploy("canary.bpmn"));
        assertThat(Canary.CALLS).hasValue(1);
    }

    @Test void taskQueriesAreRefusedThroughEveryDoor() {
        doors().forEach(door -> QUERIES.forEach(query -> {
            refused(door.getKey().post(door.getValue() + "/task", query), "task " + query);
            refused(door.getKey().post(door.getValue() + "/task", query, HAL), "task as HAL " + query);
            refused(door.getKey().post(door.getValue() + "/task/count", query), "task count " + query);
            refused(door.getKey().post(door.getValue() + "/%74ask", query), "task with a coded letter " + query);
        }));
        for (String path : List.of("/task", "/task/count")) {
            refused(restAs("anna").get("/engine-rest" + path + "?dueAfterExpression=%24%7Bcanary.sing()%7D"), path);
            refused(restAs("anna").get("/engine-rest" + path + "?dueAfterExpression=%24%7Bcanary.sing()%7D", HAL), path);
        }
    }

    @Test void filtersExtendedByAnExpressionAreRefused() {
        doors().forEach(door -> QUERIES.forEach(query -> {
            String filter = door.getValue() + "/filter/" + planted;
            for (String end : List.of("/list", "/count", "/singleResult")) {
                refused(door.getKey().post(filter + end, query), end + " " + query);
                refused(door.getKey().post(filter + end, query, HAL), end + " as HAL " + query);
            }
        }));
    }

    @Test void notEvenAnAdministratorSavesAFilterWithAnExpression() {
        for (String query : QUERIES) {
            String filter = "{\"resourceType\":\"Task\",\"name\":\"Saved\",\"query\":" + query + "}";
            for (Browser adam : List.of(restAs("adam"))) {
                refused(adam.post("/engine-rest/filter/create", filter), "create " + query);
                refused(adam.send("PUT", "/engine-rest/filter/" + planted, filter), "update " + query);
            }
        }
        assertThat(engine.getFilterService().createTaskFilterQuery().filterName("Saved").count()).isZero();
    }

    /** An expression below the second level is dropped when the engine reads the filter; every other one makes the call fail. */
    @Test void aFilterPlantedInTheDatabaseCallsNothing() {
        List<Map.Entry<Browser, String>> doors = doors().toList();
        for (String query : QUERIES) {
            plant(query);
            doors.forEach(door -> {
                String filter = door.getValue() + "/filter/" + planted;
                for (String end : List.of("/list", "/count", "/singleResult")) {
                    silent(door.getKey().get(filter + end), "GET " + end + " " + query);
                    silent(door.getKey().get(filter + end, HAL), "GET as HAL " + end + " " + query);
                    silent(door.getKey().post(filter + end, "{}"), "POST " + end + " " + query);
                    silent(door.getKey().post(filter + end, "{\"orQueries\":[{\"name\":\"x\"}]}"), "POST with or " + end + " " + query);
                }
                door.getKey().get(door.getValue() + "/filter/" + planted + "?itemCount=true");
                door.getKey().get(door.getValue() + "/filter?resourceType=Task&itemCount=true");
                assertThat(Canary.CALLS).as("item counts, " + query).hasValue(0);
            });
        }
        plant("{}");
    }

    @Test void theEngineItselfRefusesWithoutTheRequestGuard() {
        TaskQueryImpl query = (TaskQueryImpl) engine.getTaskService().createTaskQuery().or().dueAfterExpression("${canary.sing()}").endOr();
        for (Runnable call : List.<Runnable>of(query::list, query::count, query::singleResult, () -> query.listPage(0, 1), query::unlimitedList)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(call::run)).hasMessageContaining("Expressions are off");
        }
        // As if the interceptor were not there: the query is run inside a command, where no interceptor sees it.
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> configuration.getCommandExecutorTxRequired().execute(command -> {
            TaskQueryImpl inside = (TaskQueryImpl) new TaskQueryImpl().or().dueAfterExpression("${canary.sing()}").endOr();
            return inside.evaluateExpressionsAndExecuteList(command, null);
        }))).rootCause().hasMessageContaining("Expressions are off");
        assertThat(Canary.CALLS).hasValue(0);
    }

    @Test void plainQueriesAndFiltersStillWork() {
        doors().forEach(door -> {
            assertThat(door.getKey().post(door.getValue() + "/task", "{\"orQueries\":[{\"name\":\"Prepare\",\"assignee\":\"x\"}]}").body()).contains("Prepare");
            assertThat(door.getKey().post(door.getValue() + "/filter/" + planted + "/list", "{\"nameLike\":\"Prep%\"}", HAL).body()).contains("Prepare");
            assertThat(door.getKey().get(door.getValue() + "/filter/" + planted + "/count").body()).contains("\"count\":");
        });
        Task task = engine.getTaskService().createTaskQuery().processDefinitionId(process).singleResult();
        assertThat(restAs("anna").post("/engine-rest/task/" + task.getId() + "/submit-form", "{\"variables\":{\"remark\":{\"value\":\"ok\"}}}").statusCode())
            .isEqualTo(204);
    }

    @Test void aQueryTooLongToLookThroughIsRefused() {
        String query = "{\"name\":\"" + "x".repeat(1_100_000) + "\"}";
        assertThat(restAs("anna").post("/engine-rest/task", query).statusCode()).isEqualTo(413);
    }
}

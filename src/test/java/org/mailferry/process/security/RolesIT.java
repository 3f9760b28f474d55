package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each role may do with a running migration, asked over REST in well-formed requests, so that a refusal is about rights. */
class RolesIT extends PeopleServer {
    private String definition;
    private ProcessInstance migration;
    private Job failedJob;
    private String jobDefinition;

    @BeforeEach void migrationWithOpenTaskAndFailedJob() {
        definition = deploy("two-people.bpmn");
        migration = engine.getRuntimeService().startProcessInstanceById(definition, "fleet");
        jobDefinition = deploy("failing-job.bpmn");
        String failing = engine.getRuntimeService().startProcessInstanceById(jobDefinition).getId();
        do {
            failedJob = engine.getManagementService().createJobQuery().processInstanceId(failing).singleResult();
            assertThatThrownBy(() -> engine.getManagementService().executeJob(failedJob.getId())).hasMessageContaining("noSuchDelegate");
        } while (engine.getManagementService().createJobQuery().processInstanceId(failing).singleResult().getRetries() > 0);
    }

    @AfterEach void cleanUp() {
        for (String id : List.of(definition, jobDefinition)) {
            String deployment = engine.getRepositoryService().getProcessDefinition(id).getDeploymentId();
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }

    private record Request(String method, String path, String json) {
        HttpResponse<String> by(Browser browser) {
            return method.equals("UPLOAD") ? browser.upload(path, "x.bpmn", json) : browser.send(method, path, json);
        }
    }

    private static Request request(String method, String path, String json) {
        return new Request(method, "/engine-rest" + path, json);
    }

    private Task task() {
        return engine.getTaskService().createTaskQuery().processInstanceId(migration.getId()).singleResult();
    }

    private String incident() {
        return engine.getRuntimeService().createIncidentQuery().jobDefinitionIdIn(failedJob.getJobDefinitionId())
            .processInstanceId(failedJob.getProcessInstanceId()).singleResult().getId();
    }

    /** Changes that belong to administrators. */
    private Stream<Request> administration() {
        String instance = "/process-instance/" + migration.getId();
        return Stream.of(
            request("DELETE", instance, ""),
            request("PUT", instance + "/suspended", "{\"suspended\":true}"),
            request("PUT", instance + "/variables/planName", "{\"value\":\"other\",\"type\":\"String\"}"),
            request("POST", instance + "/variables", "{\"modifications\":{\"planName\":{\"value\":\"other\"}}}"),
            request("POST", instance + "/modification", "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"done\"}]}"),
            request("POST", "/process-instance/delete", "{\"processInstanceIds\":[\"" + migration.getId() + "\"]}"),
            request("POST", "/process-definition/key/failing-job/start", "{}"),
            request("PUT", "/process-definition/" + definition + "/suspended", "{\"suspended\":true}"),
            request("PUT", "/process-definition/" + definition + "/history-time-to-live", "{\"historyTimeToLive\":1}"),
            request("DELETE", "/process-definition/" + definition + "?cascade=true", ""),
            request("PUT", "/job/" + failedJob.getId() + "/suspended", "{\"suspended\":true}"),
            request("PUT", "/job/" + failedJob.getId() + "/duedate", "{\"duedate\":\"2030-01-01T00:00:00.000+0000\"}"),
            request("DELETE", "/job/" + failedJob.getId(), ""),
            request("PUT", "/incident/" + incident() + "/annotation", "{\"annotation\":\"seen\"}"),
            request("POST", "/task/create", "{\"id\":\"planted\",\"name\":\"Planted\"}"),
            request("PUT", "/task/" + task().getId(), "{\"name\":\"Renamed\"}"),
            request("POST", "/task/" + task().getId() + "/assignee", "{\"userId\":\"nina\"}"),
            request("POST", "/task/" + task().getId() + "/identity-links", "{\"groupId\":\"auditors\",\"type\":\"candidate\"}"),
            request("UPLOAD", "/deployment/create", "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"x\"/>"),
            request("DELETE", "/deployment/" + engine.getRepositoryService().getProcessDefinition(definition).getDeploymentId(), ""),
            request("POST", "/filter/create", "{\"resourceType\":\"Task\",\"name\":\"Mine\",\"query\":{}}"),
            request("PUT", "/filter/" + anyFilter(), "{\"resourceType\":\"Task\",\"name\":\"Mine\",\"query\":{}}"),
            request("DELETE", "/filter/" + anyFilter(), ""),
            request("POST", "/user/create", "{\"profile\":{\"id\":\"mallory\"},\"credentials\":{\"password\":\"correct horse battery\"}}"),
            request("PUT", "/user/adam/credentials", "{\"password\":\"another long password\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}"),
            request("DELETE", "/user/adam", ""),
            request("POST", "/group/create", "{\"id\":\"planted\",\"name\":\"Planted\"}"),
            request("PUT", "/group/administrators/members/nina", "{}"),
            request("POST", "/authorization/create",
                "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"nina\",\"resourceType\":6,\"resourceId\":\"*\"}"),
            request("POST", "/tenant/create", "{\"id\":\"planted\",\"name\":\"Planted\"}"),
            request("DELETE", "/history/process-instance/" + migration.getId(), ""),
            request("POST", "/history/cleanup", ""));
    }

    private String anyFilter() {
        return engine.getFilterService().createTaskFilterQuery().filterName("All tasks").singleResult().getId();
    }

    private void everyOneIsRefused(Stream<Request> requests, Browser browser) {
        assertThat(requests.map(request -> request + " -> " + request.by(browser).statusCode())
            .filter(line -> !line.endsWith("-> 403") && !line.endsWith("-> 404")))
            .as("requests that were neither refused nor answered as if the thing were not there").isEmpty();
    }

    @Test void auditorReadsEverythingAndChangesNothing() {
        Browser olga = restAs("olga");
        String instance = migration.getId();
        for (String path : List.of("/process-instance/" + instance, "/process-instance/" + instance + "/variables",
            "/process-instance/" + instance + "/activity-instances", "/process-definition/" + definition + "/xml", "/task/" + task().getId(),
            "/job/" + failedJob.getId() + "/stacktrace", "/history/process-instance/" + instance, "/user/anna/profile", "/group/operators",
            "/incident/" + incident(), "/deployment/" + engine.getRepositoryService().getProcessDefinition(definition).getDeploymentId())) {
            assertThat(olga.get("/engine-rest" + path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of("/history/activity-instance", "/history/task", "/history/user-operation", "/history/incident",
            "/history/job-log", "/history/variable-instance", "/history/detail")) {
            assertThat(olga.get("/engine-rest" + path + "/count").body()).as(path).contains("\"count\":");
        }
        assertThat(olga.get("/engine-rest/history/activity-instance/count?processInstanceId=" + instance).body()).doesNotContain("\"count\":0");
        everyOneIsRefused(administration(), olga);
        everyOneIsRefused(Stream.of(
            request("POST", "/process-definition/key/mail-migration/start", "{}"),
            request("POST", "/task/" + task().getId() + "/claim", "{\"userId\":\"olga\"}"),
            request("POST", "/task/" + task().getId() + "/complete", "{}"),
            request("POST", "/task/" + task().getId() + "/submit-form", "{}"),
            request("POST", "/task/" + task().getId() + "/resolve", "{}"),
            request("POST", "/task/" + task().getId() + "/delegate", "{\"userId\":\"olga\"}"),
            request("PUT", "/task/" + task().getId() + "/variables/planName", "{\"value\":\"other\"}"),
            request("PUT", "/job/" + failedJob.getId() + "/retries", "{\"retries\":1}"),
            request("POST", "/job/" + failedJob.getId() + "/execute", "{}")), olga);
    }

    /** The engine answers 400 to whatever goes wrong here, so what counts is that nothing was written. */
    @Test void auditorWritesNothingBesideATask() {
        String task = task().getId();
        Browser olga = restAs("olga");
        assertThat(olga.post("/engine-rest/task/" + task + "/comment/create", "{\"message\":\"seen\"}").statusCode()).isEqualTo(400);
        assertThat(olga.upload("/engine-rest/task/" + task + "/attachment/create", "evidence.txt", "forged").statusCode()).isEqualTo(400);
        engine.getIdentityService().setAuthentication("olga", List.of("auditors"));
        try {
            assertThatThrownBy(() -> engine.getTaskService().createComment(task, null, "seen")).isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getTaskService().createAttachment("text", task, null, "evidence", "", "http://localhost"))
                .isInstanceOf(AuthorizationException.class);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        assertThat(engine.getTaskService().getTaskComments(task)).isEmpty();
        assertThat(engine.getTaskService().getTaskAttachments(task)).isEmpty();
    }

    @Test void operatorStartsWatchesWorksAndRetries() {
        Browser anna = restAs("anna");
        assertThat(anna.post("/engine-rest/process-definition/key/mail-migration/start", "{}").statusCode()).isEqualTo(200);
        assertThat(anna.get("/engine-rest/process-instance/" + migration.getId()).statusCode()).isEqualTo(200);
        assertThat(anna.get("/engine-rest/job/" + failedJob.getId() + "/stacktrace").statusCode()).isEqualTo(200);
        everyOneIsRefused(administration(), anna);
        assertThat(anna.send("PUT", "/engine-rest/job/" + failedJob.getId() + "/retries", "{\"retries\":1}").statusCode()).isEqualTo(204);
        String task = "/engine-rest/task/" + task().getId();
        assertThat(anna.post(task + "/comment/create", "{\"message\":\"Begun\"}").statusCode()).isEqualTo(200);
        assertThat(anna.post(task + "/claim", "{\"userId\":\"anna\"}").statusCode()).isEqualTo(204);
        assertThat(anna.post(task + "/complete", "{}").statusCode()).isEqualTo(204);
        assertThat(task().getTaskDefinitionKey()).isEqualTo("approve");
    }

    @Test void operatorNeitherSeesNorCompletesAnApproval() {
        engine.getTaskService().complete(task().getId());
        Browser anna = restAs("anna");
        assertThat(anna.get("/engine-rest/task/" + task().getId()).statusCode()).isEqualTo(404);
        everyOneIsRefused(Stream.of(
            request("POST", "/task/" + task().getId() + "/complete", "{}"),
            request("POST", "/task/" + task().getId() + "/submit-form", "{}"),
            request("POST", "/task/" + task().getId() + "/claim", "{\"userId\":\"anna\"}")), anna);
        assertThat(task().getTaskDefinitionKey()).isEqualTo("approve");
    }

    @Test void changeManagerDecidesAndDoesNothingElse() {
        Browser viktor = restAs("viktor");
        assertThat(viktor.get("/engine-rest/task/" + task().getId()).statusCode()).as("the operators' task").isEqualTo(404);
        everyOneIsRefused(administration(), viktor);
        everyOneIsRefused(Stream.of(
            request("POST", "/task/" + task().getId() + "/complete", "{}"),
            request("POST", "/process-definition/key/mail-migration/start", "{}"),
            request("PUT", "/job/" + failedJob.getId() + "/retries", "{\"retries\":1}")), viktor);
        engine.getTaskService().complete(task().getId());
        assertThat(viktor.post("/engine-rest/task/" + task().getId() + "/complete", "{}").statusCode()).isEqualTo(204);
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(migration.getId()).count()).isZero();
    }

    @Test void userWithoutARoleSeesNothing() {
        Browser nina = restAs("nina");
        for (String path : List.of("/task", "/process-instance", "/process-definition", "/deployment", "/filter", "/job", "/history/task")) {
            assertThat(nina.get("/engine-rest" + path + "/count").body()).as(path).contains("\"count\":0");
        }
        assertThat(anonymous().login("nina", PASSWORD, "tasklist").statusCode()).isEqualTo(403);
    }

    @Test void onlyAdministratorsDeployOverRest() {
        String model = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" "
            + "targetNamespace=\"x\"><process id=\"uploaded\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><startEvent id=\"s\"/></process></definitions>";
        for (String user : List.of("anna", "viktor", "olga", "nina")) {
            assertThat(restAs(user).upload("/engine-rest/deployment/create", "x.bpmn", model).statusCode()).as(user).isEqualTo(403);
        }
        HttpResponse<String> answer = restAs("adam").upload("/engine-rest/deployment/create", "x.bpmn", model);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        engine.getRepositoryService().createDeploymentQuery().deploymentName("upload").list()
            .forEach(deployment -> engine.getRepositoryService().deleteDeployment(deployment.getId(), true));
    }

    @Test void webappsGiveTheSameRefusals() {
        String api = "/camunda/api/engine/engine/default";
        Browser olga = webappAs("olga", "cockpit");
        assertThat(olga.get(api + "/process-instance/" + migration.getId()).statusCode()).isEqualTo(200);
        assertThat(olga.send("PUT", api + "/process-instance/" + migration.getId() + "/suspended", "{\"suspended\":true}").statusCode()).isEqualTo(403);
        assertThat(olga.post(api + "/task/" + task().getId() + "/complete", "{}").statusCode()).isEqualTo(403);
        Browser anna = webappAs("anna", "tasklist");
        assertThat(anna.post(api + "/filter/create", "{\"resourceType\":\"Task\",\"name\":\"Mine\",\"query\":{}}").statusCode()).isEqualTo(403);
        assertThat(anonymous().login("olga", PASSWORD, "tasklist").statusCode()).isEqualTo(403);
        assertThat(anonymous().login("viktor", PASSWORD, "cockpit").statusCode()).isEqualTo(403);
        assertThat(anonymous().login("anna", PASSWORD, "admin").statusCode()).isEqualTo(403);
    }

    @Test void eachPersonFindsHisListsInTasklist() {
        assertThat(webappAs("anna", "tasklist").get("/camunda/api/engine/engine/default/filter?resourceType=Task").body())
            .contains("My group's tasks", "My tasks", "All tasks").containsOnlyOnce("My group's tasks").containsOnlyOnce("\"My tasks\"");
        webappAs("anna", "tasklist");
        assertThat(engine.getFilterService().createTaskFilterQuery().filterName("My tasks").list())
            .filteredOn(filter -> filter.getProperties().get("audience").equals("user anna")).hasSize(1);
        String group = engine.getFilterService().createTaskFilterQuery().filterName("My group's tasks").list().stream()
            .filter(filter -> filter.getProperties().get("audience").equals("operators")).findFirst().orElseThrow().getId();
        assertThat(restAs("anna").get("/engine-rest/filter/" + group + "/list").body()).contains("Prepare");
        assertThat(restAs("viktor").get("/engine-rest/filter/" + group + "/list").statusCode()).isIn(403, 404);
    }
}

package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineHardeningIT extends PeopleServer {
    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    private String run(String work) {
        String model = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" "
            + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"x\">"
            + "<process id=\"tried\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\"><startEvent id=\"s\"/>"
            + "<sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"w\"/>" + work + "<sequenceFlow id=\"f2\" sourceRef=\"w\" targetRef=\"e\"/>"
            + "<endEvent id=\"e\"/></process></definitions>";
        engine.getRepositoryService().createDeployment().addString("tried.bpmn", model).deploy();
        return engine.getRuntimeService().startProcessInstanceByKey("tried", Map.of("text", "hello")).getId();
    }

    @Test void theSwitchesStandAsDecided() {
        assertThat(configuration().isAuthorizationEnabled()).isTrue();
        assertThat(configuration().isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(configuration().isEnableExpressionsInStoredQueries()).isFalse();
        assertThat(configuration().isEnableFetchScriptEngineFromProcessApplication()).isFalse();
        assertThat(configuration().isEnableXxeProcessing()).isFalse();
        assertThat(configuration().isJavaSerializationFormatEnabled()).isFalse();
        assertThat(configuration().isDeserializationTypeValidationEnabled()).isTrue();
        assertThat(configuration().getAdminGroups()).contains("administrators");
        assertThat(configuration().getDefaultUserPermissionForTask().getName()).isEqualTo("TASK_WORK");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<scriptTask id=\"w\" scriptFormat=\"javascript\"><script>1</script></scriptTask>",
        "<scriptTask id=\"w\" scriptFormat=\"juel\"><script>${1}</script></scriptTask>",
        "<scriptTask id=\"w\" scriptFormat=\"groovy\" camunda:resource=\"deployment://x.groovy\"/>",
        "<task id=\"w\"><extensionElements><camunda:executionListener event=\"start\"><camunda:script scriptFormat=\"juel\">${1}</camunda:script>"
            + "</camunda:executionListener></extensionElements></task>",
        "<serviceTask id=\"w\" camunda:expression=\"${1}\"><extensionElements><camunda:inputOutput><camunda:inputParameter name=\"x\">"
            + "<camunda:script scriptFormat=\"javascript\">1</camunda:script></camunda:inputParameter></camunda:inputOutput></extensionElements></serviceTask>"})
    void aModelWithAScriptIsNotDeployed(String work) {
        assertThatThrownBy(() -> run(work)).hasMessageContaining("Scripts are off");
    }

    @Test void noScriptRunsEvenIfOneGotThisFar() {
        assertThatThrownBy(() -> configuration().getScriptingEngines().getScriptEngineForLanguage("juel")).hasMessageContaining("Scripts are off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataSource", "identityService", "processEngine", "accounts", "environment", "jdbcClient", "secrets", "transactionManager",
        "peopleBootstrap", "systemProperties"})
    void expressionsDoNotReachOtherBeans(String bean) {
        assertThatThrownBy(() -> run("<serviceTask id=\"w\" camunda:expression=\"${" + bean + ".toString()}\"/>"))
            .hasMessageContaining("Unknown property used in expression");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.class", "text.getClass()", "text.class.forName('java.lang.Runtime')", "canary.getClass().getClassLoader()",
        "execution.getClass()", "''.getClass().forName('java.lang.Runtime').getMethod('getRuntime').invoke(null)"})
    void expressionsDoNotReachClasses(String expression) {
        assertThatThrownBy(() -> run("<serviceTask id=\"w\" camunda:expression=\"${" + expression + "}\"/>"))
            .hasMessageContaining("may not reach classes");
    }

    @Test void expressionsReachMarkedBeansAndVariables() {
        Canary.CALLS.set(0);
        run("<serviceTask id=\"w\" camunda:expression=\"${canary.sing().concat(text.toUpperCase())}\"/>");
        assertThat(Canary.CALLS).hasValue(1);
    }

    @Test void externalEntitiesAreNotRead() {
        String model = "<!DOCTYPE x [<!ENTITY outside SYSTEM \"file:///etc/hostname\">]><definitions "
            + "xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"x\"><process id=\"p\" name=\"&outside;\"/></definitions>";
        assertThatThrownBy(() -> engine.getRepositoryService().createDeployment().addString("x.bpmn", model).deploy())
            .hasStackTraceContaining("DOCTYPE");
    }

    @Test void serializedJavaObjectsAreNotTaken() {
        engine.getRepositoryService().createDeployment().addClasspathResource("org/mailferry/process/security/two-people.bpmn").deploy();
        String instance = engine.getRuntimeService().startProcessInstanceByKey("mail-migration").getId();
        String value = "{\"value\":\"rO0ABXQABWhlbGxv\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.lang.String\","
            + "\"serializationDataFormat\":\"application/x-java-serialized-object\"}}";
        assertThat(restAs("adam").send("PUT", "/engine-rest/process-instance/" + instance + "/variables/object", value).statusCode()).isBetween(400, 599);
    }

    @Test void shortPasswordsAreRefusedWhereverAUserIsMade() {
        var answer = restAs("adam").post("/engine-rest/user/create", "{\"profile\":{\"id\":\"paul\"},\"credentials\":{\"password\":\"short\"}}");
        assertThat(answer.statusCode()).isBetween(400, 599);
        assertThat(engine.getIdentityService().createUserQuery().userId("paul").count()).isZero();
    }
}

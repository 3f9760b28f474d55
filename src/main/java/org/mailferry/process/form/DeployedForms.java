package org.mailferry.process.form;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.form.entity.CamundaFormDefinitionManager;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.jspecify.annotations.Nullable;

/** Forms as deployed together with their process, read once each. Only inside a command of the engine. */
final class DeployedForms {
    private static final Form NO_QUESTIONS = new Form("none", java.util.List.of());

    private final Map<String, Form> read = new ConcurrentHashMap<>();

    /** The form of a task or start event; one without questions when there is none. */
    Form of(@Nullable FormDefinition definition, String deploymentId) {
        return Optional.ofNullable(definition).map(FormDefinition::getCamundaFormDefinitionKey)
            .map(key -> read.computeIfAbsent(deploymentId + "/" + key.getExpressionText(), any -> load(deploymentId, key.getExpressionText())))
            .orElse(NO_QUESTIONS);
    }

    private static Form load(String deploymentId, String key) {
        CommandContext context = Context.getCommandContext();
        CamundaFormDefinitionManager forms = context.getCamundaFormDefinitionManager();
        CamundaFormDefinition form = forms.findDefinitionByDeploymentAndKey(deploymentId, key);
        if (form == null) {
            throw new IllegalStateException("Form '" + key + "' is not deployed together with its process");
        }
        byte[] document = context.getResourceManager()
            .findResourceByDeploymentIdAndResourceName(form.getDeploymentId(), form.getResourceName()).getBytes();
        return Form.parse(new String(document, StandardCharsets.UTF_8));
    }
}

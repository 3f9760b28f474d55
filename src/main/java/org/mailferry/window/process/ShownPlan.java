package org.mailferry.window.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.RunbookVariables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Notes, when a wave's approval appears in Tasklist, which plan it shows: an approval binds to what was shown, not to what came later. */
@Component
class ShownPlan extends AbstractProcessEnginePlugin {
    private final ObjectProvider<Plans> plans;

    /** Asked for late, because the engine starts before the plans' tables are reached. */
    ShownPlan(ObjectProvider<Plans> plans) {
        this.plans = plans;
    }

    @Override public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            configuration.setCustomPostBPMNParseListeners(listeners);
        }
        listeners.add(new AbstractBpmnParseListener() {
            @Override public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                if (activity.getId().equals(RecordWaveApprovalDelegate.APPROVE_WAVE)) {
                    ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition()
                        .addTaskListener(TaskListener.EVENTNAME_CREATE, (TaskListener) task -> note(task));
                }
            }
        });
    }

    private void note(DelegateTask task) {
        RunbookVariables.PLAN_NAME.find(task).flatMap(plans.getObject()::find).map(MigrationPlan::sha256)
            .ifPresent(hash -> RunbookVariables.PLAN_HASH.set(task, hash));
    }
}

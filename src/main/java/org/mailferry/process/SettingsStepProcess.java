package org.mailferry.process;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;

/** One group of settings that a person carries out with the commands shown: judged by its output, then looked at independently. */
public final class SettingsStepProcess {
    public static final String KEY = "settings-step";

    /** Which page of {@code instructions/steps} is carried out, such as {@code myoffice-services}. */
    public static final ProcessVariable<String> SETTINGS_STEP = ProcessVariable.text("settingsStep");
    /** The wave it is done for; empty for the whole plan. */
    public static final ProcessVariable<String> SETTINGS_WAVE = ProcessVariable.text("settingsWave");
    /** What the person says: {@link #DONE} or {@link #LEAVE_OUT}. */
    public static final ProcessVariable<String> STEP_ANSWER = ProcessVariable.text("stepAnswer");
    /** What the commands printed, secrets made unreadable before it was stored. */
    public static final ProcessVariable<String> STEP_OUTPUT = ProcessVariable.text("stepOutput");
    /** Why it is left out. */
    public static final ProcessVariable<String> STEP_REASON = ProcessVariable.text("stepReason");
    /** {@link #GOOD}, {@link #LEFT_OUT}, or else it is to be done again. Out of {@code judgeStep}. */
    public static final ProcessVariable<String> STEP_VERDICT = ProcessVariable.text("stepVerdict");
    /** What was found wrong, shown when the task comes back. Out of {@code judgeStep} and {@code confirmStep}. */
    public static final ProcessVariable<String> STEP_FINDING = ProcessVariable.text("stepFinding");
    /** The independent look agrees. Out of {@code confirmStep}. */
    public static final ProcessVariable<Boolean> STEP_CONFIRMED = ProcessVariable.flag("stepConfirmed");

    public static final String CARRY_OUT = "carry-out-step";
    public static final String DONE = "done";
    public static final String LEAVE_OUT = "leaveOut";
    public static final String GOOD = "good";
    public static final String LEFT_OUT = "leftOut";
    public static final String AGAIN = "again";

    private SettingsStepProcess() {}

    /** What a step is done for: the plan, or the wave that it was called for. */
    public static Instructions.Scope scope(VariableScope variables) {
        PlanName plan = RunbookVariables.PLAN_NAME.get(variables);
        Optional<WaveId> wave = SETTINGS_WAVE.find(variables).filter(text -> !text.isEmpty()).map(WaveId::parse);
        return new Instructions.Scope(plan, wave, Optional.empty(), "",
            SETTINGS_STEP.find(variables).orElse("") + " for " + wave.map(WaveId::text).orElse(plan.text()));
    }

    /** The check that tells how a step stands; a wave's has the wave's id behind it. */
    public static String checkId(String step, String wave) {
        return "step:" + step + (wave.isEmpty() ? "" : ":" + wave);
    }
}

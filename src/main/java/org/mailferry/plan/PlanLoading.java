package org.mailferry.plan;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.PlanFolders.Content;
import org.springframework.stereotype.Component;

/** Brings a plan into the runbook: from this node's folder when it has one, otherwise as it was stored before. */
@Component
public class PlanLoading {
    private final PlanFolders folders;
    private final PlanReader reader;
    private final Plans plans;

    PlanLoading(PlanFolders folders, PlanReader reader, Plans plans) {
        this.folders = folders;
        this.reader = reader;
        this.plans = plans;
    }

    /** Stores what it read when it is valid, and changes nothing when it is not. Safe to repeat. */
    public PlanReading load(PlanName name) {
        Optional<Content> content = folders.find(name);
        if (content.isEmpty()) {
            return plans.find(name).<PlanReading>map(PlanReading.Valid::new).orElseGet(() -> unknown(name));
        }
        if (content.get() instanceof Content.Texts texts) {
            PlanReading reading = reader.read(name, texts.source());
            if (reading instanceof PlanReading.Valid valid) {
                plans.store(valid.plan(), texts.source());
            }
            return reading;
        }
        return new PlanReading.Invalid(((Content.Unreadable) content.get()).problems());
    }

    private PlanReading unknown(PlanName name) {
        return new PlanReading.Invalid(List.of(new PlanProblem("plan.yaml", 1, "There is no plan '" + name + "': neither a folder of that name in "
            + folders.place() + " on this node, nor a plan stored before. Known plans: " + plans.names())));
    }
}

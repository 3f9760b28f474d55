package org.mailferry.plan;

import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans.PlanSource;

/** Reads a plan from its two texts and finds everything that is wrong with it at once. */
public interface PlanReader {
    PlanReading read(PlanName name, PlanSource source);
}

package org.mailferry.plan.folder;

import org.mailferry.plan.ServerRules;
import org.mailferry.plan.ServerRules.Make;

/** {@code limits} of a side in {@code plan.yaml}. */
final class LimitsSection {
    private LimitsSection() {}

    /** @param usual the make where the plan names no preset */
    static ServerRules read(YamlValue limits, Make usual) {
        return new ServerRules(limits.at("preset").find(text -> Make.valueOf(SystemsSection.constant(text))).orElse(usual),
            limits.at("connections").find(Integer::parseInt), limits.at("connectionsPerLogin").find(Integer::parseInt),
            limits.at("bytesPerSecond").find(PoliciesSection::bytes), limits.at("messagesPerSecond").find(Integer::parseInt),
            limits.at("downloadPerDay").find(PoliciesSection::bytes), limits.at("uploadPerDay").find(PoliciesSection::bytes));
    }
}

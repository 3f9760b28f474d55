package org.mailferry.plan.folder;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param directory holds one folder a plan; it need not exist on every node */
@ConfigurationProperties("mailferry.plan")
record PlanSettings(@DefaultValue("plans") Path directory) {}

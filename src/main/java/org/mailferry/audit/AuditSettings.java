package org.mailferry.audit;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param directory where sealed audit packs are written; share it between nodes, or look on the one that the trail's entry names */
@ConfigurationProperties("mailferry.audit")
record AuditSettings(@DefaultValue("audit") Path directory) {}

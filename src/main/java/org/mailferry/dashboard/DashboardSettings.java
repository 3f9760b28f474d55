package org.mailferry.dashboard;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param open whether the first page shows what runs to people who are not signed in; for the lab */
@ConfigurationProperties("mailferry.dashboard")
record DashboardSettings(@DefaultValue("false") boolean open) {}

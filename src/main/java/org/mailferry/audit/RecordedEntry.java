package org.mailferry.audit;

import java.time.Instant;

/** An entry as stored: numbered from 1 within its plan, dated, and chained by SHA-256 to the entry before. */
public record RecordedEntry(long number, Instant at, AuditEntry entry, String hash) {}

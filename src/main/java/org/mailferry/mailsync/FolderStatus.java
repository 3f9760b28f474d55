package org.mailferry.mailsync;

import java.util.OptionalLong;

/**
 * A folder's figures (RFC 9051 §6.3.11). {@code uidValidity} and {@code uidNext} are unsigned 32-bit values.
 *
 * @param highestModSeq empty where the server or the folder keeps none (RFC 7162)
 */
public record FolderStatus(long uidValidity, long uidNext, long messages, OptionalLong highestModSeq) {}

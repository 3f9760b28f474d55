package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Optional;

/**
 * What a slice did.
 *
 * @param caughtUp a pass was begun and finished in this very slice, so the target is at most a slice behind
 * @param bytes of the messages copied
 * @param folderProblems folders that a side refused; they are tried again by the next pass
 * @param refusal present when only a person can make it go on
 * @param pause present when a server asked us to come back later
 */
public record SliceResult(boolean caughtUp, long copied, long alreadyThere, long refused, long expunged, long flagsChanged, long bytes,
                          long folderProblems, Optional<CopyRefusal> refusal, Optional<Duration> pause) {}

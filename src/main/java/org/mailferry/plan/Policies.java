package org.mailferry.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Rules of the plan. Durations become the timers of the runbook.
 *
 * @param excludedFolders folder names left out with everything below them; the default is the list of V48
 * @param maxMessageBytes messages above it are refused with a reason instead of sent; 0 for no limit
 * @param connections to each mail server at once, over all nodes, unless the server has limits of its own
 * @param deltaEvery how often a mailbox that waits for its cutover is brought up to date
 * @param stabilityWatch how long stability is watched after a wave
 * @param probeEvery the time between two probe rounds of that watch
 * @param approvalValid an approval older than this is none
 * @param memberPoll how often a wave looks at its members
 * @param dnsPoll the time between two looks at the name servers after a flow was switched
 * @param dnsPatience how long a switched flow may take to be seen everywhere
 * @param calendars whether people copy calendars where the plan does not say how they are reached
 * @param coexistence what changes on either server do to the other while both are in use
 */
public record Policies(Set<String> excludedFolders, long maxMessageBytes, int connections, Duration deltaEvery, Duration stabilityWatch,
                       Duration probeEvery, Duration approvalValid, Duration memberPoll, Duration dnsPoll, Duration dnsPatience,
                       boolean calendars, Windows windows, Coexistence coexistence) {
    public Policies {
        excludedFolders = Set.copyOf(excludedFolders);
    }

    /** Only from the source to the target. */
    public Policies(Set<String> excludedFolders, long maxMessageBytes, int connections, Duration deltaEvery, Duration stabilityWatch,
                    Duration probeEvery, Duration approvalValid, Duration memberPoll, Duration dnsPoll, Duration dnsPatience, boolean calendars,
                    Windows windows) {
        this(excludedFolders, maxMessageBytes, connections, deltaEvery, stabilityWatch, probeEvery, approvalValid, memberPoll, dnsPoll, dnsPatience,
            calendars, windows, Coexistence.ONE_WAY);
    }

    /** V48, to the letter. */
    public static final Set<String> DEFAULT_EXCLUSIONS =
        Set.of("Черновики", "draft", "drafts", "Drafts", "Draft", "Контакты", "Contacts", "Задачи", "Tasks");

    /**
     * When a maintenance window may lie: within these days and hours of the zone, and not on a blackout date. {@code to} before
     * {@code from} means past midnight, both alike mean the whole day.
     */
    public record Windows(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, List<LocalDate> blackout) {
        public Windows {
            days = Set.copyOf(days);
            blackout = List.copyOf(blackout);
        }
    }

    /**
     * @param twoWay what changes on the target goes to the source too
     * @param deletions where deletions are repeated; those on the source wait for an approval by count
     * @param vanishShare when more than this per cent of a mailbox is gone at once, a person is asked before anything is moved or deleted
     */
    public record Coexistence(boolean twoWay, Deletions deletions, int vanishShare) {
        public static final Coexistence ONE_WAY = new Coexistence(false, Deletions.NONE, 20);

        public enum Deletions { NONE, TARGET, BOTH }
    }
}

package org.mailferry.dashboard;

import java.util.List;
import java.util.Locale;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarFinding;
import org.mailferry.dashboard.Report.CalendarReport;
import org.mailferry.dashboard.Report.MailboxReport;

/** The report's part about calendars: whether both sides show the same, what differs, and what could not be carried whole. */
final class CalendarEvidence {
    private CalendarEvidence() {}

    /** Nothing where no calendar was carried. */
    static void show(Html page, Report report) {
        List<MailboxReport> mailboxes = report.mailboxes().stream().filter(mailbox -> mailbox.calendars().isPresent()).toList();
        if (mailboxes.isEmpty()) {
            return;
        }
        page.tableHead("Calendars", List.of("Mailbox", "Verified, occurrence by occurrence", "Window", "Not carried whole", "All as CSV"));
        for (MailboxReport mailbox : mailboxes) {
            CalendarReport calendars = mailbox.calendars().orElseThrow();
            page.rowWithLink(List.of(address(mailbox), calendars.verified(), calendars.window(), Integer.toString(calendars.allFindings())),
                "/report/" + report.plan().name() + "/calendars/" + address(mailbox), "differences");
        }
        page.tableEnd();
        differences(page, mailboxes);
        findings(page, mailboxes);
        journal(page, mailboxes);
    }

    private static void differences(Html page, List<MailboxReport> mailboxes) {
        if (mailboxes.stream().allMatch(mailbox -> mailbox.calendars().orElseThrow().differences().isEmpty())) {
            return;
        }
        page.tableHead("Differences of calendars", List.of("Mailbox", "Calendar", "Event", "Occurrence", "Kind", "What", "On the source", "On the target", "Code"));
        mailboxes.forEach(mailbox -> mailbox.calendars().orElseThrow().differences().forEach(found -> page.row(difference(mailbox, found))));
        page.tableEnd();
    }

    private static List<String> difference(MailboxReport mailbox, CalendarDifference found) {
        return List.of(address(mailbox), found.calendar(), name(found.event(), found.uid()), found.start(), found.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), found.what(),
            found.source(), found.target(), found.kind().acceptedAlone() ? found.code(mailbox.member().id()) : "");
    }

    private static void findings(Html page, List<MailboxReport> mailboxes) {
        if (mailboxes.stream().allMatch(mailbox -> mailbox.calendars().orElseThrow().findings().isEmpty())) {
            return;
        }
        page.tableHead("Events that were not carried whole", List.of("Mailbox", "Side", "Event", "What", "Reason"));
        mailboxes.forEach(mailbox -> mailbox.calendars().orElseThrow().findings().forEach(finding -> page.row(List.of(address(mailbox), finding.side().text(),
            name(finding.event(), finding.uid()), word(finding.kind()), finding.reason()))));
        page.tableEnd();
    }

    private static String word(CalendarFinding.Kind kind) {
        return switch (kind) {
            case NOT_CARRIED -> "not carried";
            case REMARK -> "carried, but";
            case CALENDAR -> "whole calendar";
        };
    }

    private static void journal(Html page, List<MailboxReport> mailboxes) {
        if (mailboxes.stream().allMatch(mailbox -> mailbox.calendars().orElseThrow().journal().isEmpty())) {
            return;
        }
        page.tableHead("Calendar changes on both servers", List.of("Mailbox", "When", "What", "Calendar", "Event", "What happened"));
        mailboxes.forEach(mailbox -> mailbox.calendars().orElseThrow().journal().forEach(entry -> page.row(List.of(address(mailbox), Html.moment(entry.at()),
            entry.kind().name().toLowerCase(Locale.ROOT), entry.calendar(), entry.uid(), entry.text()))));
        page.tableEnd();
    }

    private static String name(String event, String uid) {
        return event.isEmpty() ? uid : event;
    }

    private static String address(MailboxReport mailbox) {
        return mailbox.member().id().address();
    }
}

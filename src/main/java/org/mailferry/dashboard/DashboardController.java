package org.mailferry.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailferry.audit.CheckedSubjects;
import org.mailferry.audit.CheckedSubjectsCsv;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The addresses of the pages. Who may open them is decided before: plan and report need a login. */
@RestController
final class DashboardController {
    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    private static final String TEXT = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8";

    private final FirstPage firstPage;
    private final PlanPage planPage;
    private final ReportPage reportPage;
    private final Reports reports;
    private final Verified verified;
    private final ComparedEvents events;
    private final CheckedSubjects subjects;
    private final Plans plans;
    private final DashboardSettings settings;

    DashboardController(FirstPage firstPage, PlanPage planPage, ReportPage reportPage, Reports reports, Verified verified, ComparedEvents events, CheckedSubjects subjects, Plans plans,
                        DashboardSettings settings) {
        this.firstPage = firstPage;
        this.planPage = planPage;
        this.reportPage = reportPage;
        this.reports = reports;
        this.verified = verified;
        this.events = events;
        this.subjects = subjects;
        this.plans = plans;
        this.settings = settings;
    }

    @GetMapping(path = "/", produces = HTML)
    String first(@Nullable Principal user) {
        Optional<String> userId = Optional.ofNullable(user).map(Principal::getName);
        return firstPage.html(userId, userId.isPresent() || settings.open());
    }

    @GetMapping(path = "/plan/{name}", produces = HTML)
    String plan(@PathVariable String name, Principal user) {
        return planPage.html(plans.find(known(name)).orElseThrow(() -> new NoSuchPlanException(name)), user.getName());
    }

    @GetMapping(path = "/report/{name}", produces = HTML)
    String report(@PathVariable String name, Principal user) {
        return reportPage.html(reports.of(plans.find(known(name)).orElseThrow(() -> new NoSuchPlanException(name))), user.getName());
    }

    @GetMapping(path = "/report/{name}", produces = TEXT)
    String reportAsText(@PathVariable String name) {
        return ReportText.of(reports.of(plans.find(known(name)).orElseThrow(() -> new NoSuchPlanException(name))));
    }

    /** Every open difference that the last comparison found, as CSV: there may be as many as there are messages. */
    @GetMapping(path = "/report/{name}/differences/{address}")
    void differences(@PathVariable String name, @PathVariable String address, HttpServletResponse response) throws IOException {
        MailboxId mailbox = MailboxId.of(known(name), EmailAddress.parse(address));
        response.setContentType("text/csv;charset=UTF-8");
        verified.writeDifferences(mailbox, response.getWriter());
    }

    /** What differs between both sides' calendars and what could not be carried whole, as CSV. */
    @GetMapping(path = "/report/{name}/calendars/{address}")
    void calendars(@PathVariable String name, @PathVariable String address, HttpServletResponse response) throws IOException {
        MailboxId mailbox = MailboxId.of(known(name), EmailAddress.parse(address));
        response.setContentType("text/csv;charset=UTF-8");
        events.write(mailbox, response.getWriter());
    }

    /** What preparation found about each mailbox, as CSV; the readiness table names only the first bad ones. */
    @GetMapping(path = "/report/{name}/checks", produces = "text/csv;charset=UTF-8")
    String checks(@PathVariable String name) {
        return CheckedSubjectsCsv.of(subjects.of(known(name)));
    }

    @ExceptionHandler(NoSuchPlanException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String unknown(NoSuchPlanException problem) {
        return Html.page("No such plan", "", "<main><p>" + Html.escape(String.valueOf(problem.getMessage())) + "</p><p><a href=\"/\">First page</a></p></main>");
    }

    private static PlanName known(String name) {
        try {
            return PlanName.parse(name);
        } catch (IllegalArgumentException e) {
            throw new NoSuchPlanException(name);
        }
    }

    private static final class NoSuchPlanException extends RuntimeException {
        NoSuchPlanException(String name) {
            super("No plan '" + name + "' is loaded");
        }
    }
}

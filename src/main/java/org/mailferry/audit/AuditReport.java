package org.mailferry.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.kernel.PlanName;
import org.springframework.web.util.HtmlUtils;

/**
 * The whole story of a plan for an auditor, as JSON for machines and as one page of HTML for people.
 *
 * @param planSha256 the digest of the plan that approvals were bound to last
 * @param members a row a mailbox: address, wave, state, when it was switched, reason
 */
public record AuditReport(PlanName plan, String planSha256, Instant at, List<CheckResult> checks, List<List<String>> members,
                          List<RecordedEntry> trail) {
    private static final List<String> MEMBER_COLUMNS = List.of("mailbox", "wave", "state", "switchedAt", "reason");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The hash at the end of the chain: who keeps it elsewhere can prove later that nothing before it was changed. */
    public String chainEnd() {
        return trail.isEmpty() ? AuditChain.BEGIN : trail.get(trail.size() - 1).hash();
    }

    public String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("plan", plan.text());
        report.put("planSha256", planSha256);
        report.put("writtenAt", at.toString());
        report.put("chainEnd", chainEnd());
        report.put("checks", checks.stream().map(check -> row(List.of("id", "row", "status", "text"), cells(check))).toList());
        report.put("members", members.stream().map(member -> row(MEMBER_COLUMNS, member)).toList());
        report.put("trail", trail.stream()
            .map(entry -> row(List.of("number", "at", "actor", "action", "subject", "detail", "hash"), cells(entry, false))).toList());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and lists always become JSON", e);
        }
    }

    public String html() {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Audit of " + plan + "</title><style>"
            + "body{font:15px system-ui,sans-serif;margin:2em;color:#222}table{border-collapse:collapse;margin:1em 0}"
            + "td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}code{word-break:break-all}</style>"
            + "<h1>Audit of migration plan " + plan + "</h1><p>Written " + at.truncatedTo(ChronoUnit.SECONDS) + ". Plan SHA-256 <code>" + planSha256
            + "</code>. The trail has " + trail.size() + " entries, was verified from the first to the last, and ends with <code>" + chainEnd() + "</code>.</p>"
            + table("Mailboxes", List.of("Mailbox", "Wave", "State", "Switched", "Reason"), members)
            + table("Checks", List.of("Check", "Row", "Status", "Found"), checks.stream().map(AuditReport::cells).toList())
            + table("Trail", List.of("No.", "When", "Who", "Did", "To", "Detail"), trail.stream().map(entry -> cells(entry, true)).toList());
    }

    private static List<String> cells(CheckResult check) {
        return List.of(check.id(), check.row(), check.status().name(), check.text());
    }

    private static List<String> cells(RecordedEntry recorded, boolean withoutHash) {
        AuditEntry entry = recorded.entry();
        List<String> cells = new ArrayList<>(List.of(Long.toString(recorded.number()), recorded.at().toString(), entry.actor(), entry.action(),
            entry.subject(), entry.detail(), recorded.hash()));
        return withoutHash ? cells.subList(0, cells.size() - 1) : cells;
    }

    private static Map<String, String> row(List<String> names, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            row.put(names.get(column), cells.get(column));
        }
        return row;
    }

    private static String table(String title, List<String> columns, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<h2>" + title + "</h2><table><tr>");
        columns.forEach(column -> html.append("<th>").append(column));
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(HtmlUtils.htmlEscape(cell, "UTF-8")));
        }
        return html.append("</table>").toString();
    }
}

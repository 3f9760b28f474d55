package org.mailferry.audit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.Sha256;

/** The checks as a person reads them: a line each, red ones first. */
public record CheckTable(List<CheckResult> checks) {
    private static final List<Status> ORDER = List.of(Status.RED, Status.WAIVED, Status.GREEN);

    public CheckTable {
        checks = checks.stream().sorted(Comparator.comparing((CheckResult check) -> ORDER.indexOf(check.status()))
            .thenComparing(CheckResult::id)).toList();
    }

    public long count(Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }

    public String text() {
        return checks.stream().map(check -> check.status() + "  " + check.id() + " (" + check.row() + "): " + check.text())
            .collect(Collectors.joining("\n"));
    }

    /** What an approval of these results binds to. */
    public String sha256() {
        return Sha256.hex(text());
    }
}

package org.mailferry.target.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.PlanName;
import org.mailferry.target.ApprovedChanges;
import org.mailferry.target.ApprovedChanges.Open;
import org.mailferry.target.ApprovedChanges.Progress;
import org.mailferry.target.TargetChange;
import org.mailferry.target.TargetChange.Action;
import org.mailferry.target.TargetChange.Subject;
import org.springframework.jdbc.core.JdbcTemplate;

abstract class ApprovedChangesContract {
    private static final PlanName OFFICE = new PlanName("office");
    private static final PlanName OTHER = new PlanName("other");

    private ApprovedChanges changes;

    abstract TestDatabase database();

    @BeforeEach void open() {
        changes = new JdbcApprovedChanges(new JdbcTemplate(database().dataSource()));
    }

    private static List<TargetChange> accounts(int count) {
        return IntStream.range(0, count).mapToObj(i -> new TargetChange(Subject.ACCOUNT, "m" + i + "@corp.test", Action.CREATE, "О'Нил " + "x".repeat(i % 7))).toList();
    }

    @Test void whatWasApprovedIsWorkedOffInItsOrder() {
        changes.replace(OFFICE, "a", accounts(2_500));
        changes.replace(OTHER, "a", accounts(1));
        assertThat(changes.open(OFFICE, 2)).containsExactly(new Open(0, accounts(1).get(0)), new Open(1, accounts(2).get(1)));
        changes.settle(OFFICE, 0, "The account was created.", false);
        changes.settle(OFFICE, 1, "409 exists", true);
        assertThat(changes.open(OFFICE, 1)).extracting(Open::position).containsExactly(2);
        assertThat(changes.open(OFFICE, 5_000)).hasSize(2_498).extracting(Open::position).isSorted();
        assertThat(changes.refused(OFFICE, 10)).containsExactly("409 exists");
        assertThat(changes.progress(OFFICE)).isEqualTo(new Progress(2_500, 2, 1));
        assertThat(changes.progress(OTHER)).isEqualTo(new Progress(1, 0, 0));
    }

    @Test void aRepeatedApprovalKeepsWhatIsDoneAndALaterOneReplacesIt() {
        changes.replace(OFFICE, "a", accounts(3));
        changes.settle(OFFICE, 0, "done", false);
        changes.replace(OFFICE, "a", accounts(3));
        assertThat(changes.progress(OFFICE)).isEqualTo(new Progress(3, 1, 0));
        assertThat(changes.holds(OFFICE, "a")).isTrue();
        assertThat(changes.holds(OTHER, "a")).isFalse();
        changes.replace(OFFICE, "b", accounts(2));
        assertThat(changes.holds(OFFICE, "a")).isFalse();
        assertThat(changes.progress(OFFICE)).isEqualTo(new Progress(2, 0, 0));
    }

    @Test void longWordsAreCutAndNotLost() {
        changes.replace(OFFICE, "a", List.of(new TargetChange(Subject.LIST, "all@corp.test", Action.ALTER, "y".repeat(9_000))));
        changes.settle(OFFICE, 0, "z".repeat(9_000), true);
        assertThat(changes.refused(OFFICE, 1).get(0)).hasSize(4_000).endsWith("…");
    }

    @Test void nothingApprovedIsNothingToDo() {
        assertThat(changes.open(OFFICE, 1)).isEmpty();
        assertThat(changes.progress(OFFICE)).isEqualTo(new Progress(0, 0, 0));
    }
}

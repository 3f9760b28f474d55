package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.FolderRules.Subscriptions;
import org.mailferry.mailsync.FolderRules.Written;

/** Rules about folders and messages, beyond a plan's policy. */
class SyncRulesTest {
    private final Ferry ferry = new Ferry();
    private final MemoryServer source = ferry.source;
    private final MemoryServer target = ferry.target;

    private static SyncPolicy messages(MessageRules rules) {
        return new SyncPolicy(Set.of(), 0, FolderRules.NONE, rules, false);
    }

    private static SyncPolicy folders(FolderRules rules) {
        return new SyncPolicy(Set.of(), 0, rules, MessageRules.NONE, false);
    }

    private static FolderRules named(Optional<String> sourceRoot, Optional<String> targetRoot, Map<String, String> fixed, List<UnaryOperator<String>> renames) {
        return new FolderRules(List.of(), List.of(), List.of(), List.of(), false, sourceRoot, targetRoot, fixed, renames, Subscriptions.AS_ON_SOURCE, true,
            Written.AS_TOLD, Written.AS_TOLD);
    }

    private static FolderRules chosen(List<String> only, List<String> below, String include, String exclude) {
        return new FolderRules(only, below, include.isEmpty() ? List.of() : List.of(Pattern.compile(include)),
            exclude.isEmpty() ? List.of() : List.of(Pattern.compile(exclude)), false, Optional.empty(), Optional.empty(), Map.of(), List.of(),
            Subscriptions.AS_ON_SOURCE, true, Written.AS_TOLD, Written.AS_TOLD);
    }

    @Test void whatTheRulesLeaveOutComesWhenTheyChange() {
        source.deliver("INBOX", "one", "01-Jan-2020");
        source.deliver("INBOX", "large one", "02-Jan-2020");
        source.deliver("INBOX", "two", "03-Jan-2020");
        ferry.policy = messages(new MessageRules(0, 5, Optional.empty(), Optional.empty()));
        assertThat(ferry.run(Pass.INITIAL).copied()).isEqualTo(2);
        assertThat(ferry.run(Pass.DELTA).copied()).isZero();
        ferry.policy = messages(MessageRules.NONE);
        assertThat(ferry.run(Pass.DELTA).copied()).isEqualTo(1);
        assertThat(target.mail().get("INBOX")).hasSize(3);
        assertThat(ferry.run(Pass.DELTA).copied()).isZero();
    }

    @Test void aFolderWithMessagesLeftOutIsNotOpenedForThem() {
        source.deliver("INBOX", "large one", "02-Jan-2020");
        ferry.policy = messages(new MessageRules(0, 5, Optional.empty(), Optional.empty()));
        ferry.run(Pass.INITIAL);
        int opened = source.opened + target.opened;
        ferry.run(Pass.INITIAL);
        assertThat(source.opened + target.opened).isEqualTo(opened);
    }

    @Test void agesSelectTheMiddleOrTheEnds() {
        for (int day = 1; day <= 4; day++) {
            source.deliver("INBOX", "day " + day, "0" + day + "-Jan-2020");
        }
        Optional<Instant> early = Optional.of(Instant.parse("2020-01-02T00:00:00Z"));
        Optional<Instant> late = Optional.of(Instant.parse("2020-01-04T00:00:00Z"));
        ferry.policy = messages(new MessageRules(0, 0, early, late));
        assertThat(ferry.run(Pass.INITIAL).copied()).as("from the 2nd to the 3rd").isEqualTo(2);
        Ferry other = new Ferry();
        for (int day = 1; day <= 4; day++) {
            other.source.deliver("INBOX", "day " + day, "0" + day + "-Jan-2020");
        }
        other.policy = messages(new MessageRules(0, 0, late, early));
        assertThat(other.run(Pass.INITIAL).copied()).as("up to the 1st and from the 4th").isEqualTo(2);
    }

    @Test void foldersAreChosenAndLeftOut() {
        for (String folder : List.of("INBOX", "A", "A/B", "C", "D")) {
            source.deliver(folder, "in " + folder, "01-Jan-2020");
        }
        ferry.policy = folders(chosen(List.of("INBOX"), List.of("A"), "^C", "B$"));
        assertThat(ferry.run(Pass.INITIAL).copied()).isEqualTo(3);
        List<String> lines = new ArrayList<>();
        ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD).forEach(line -> lines.add(line.sourceName() + " " + line.state() + " " + line.sourceMessages()));
        assertThat(lines).containsExactlyInAnyOrder("INBOX COPY 1", "A COPY 1", "A/B EXCLUDED 1", "C COPY 1");
    }

    @Test void foldersGetTheNamesAskedForAndKeepThem() {
        for (String folder : List.of("INBOX", "A", "A/B", "C")) {
            source.deliver(folder, "in " + folder, "01-Jan-2020");
        }
        ferry.policy = folders(named(Optional.empty(), Optional.of("Old"), Map.of("C", "Elsewhere"), List.of(name -> name.replace("A", "Z"))));
        ferry.run(Pass.INITIAL);
        ferry.run(Pass.INITIAL);
        List<String> names = ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD).stream().map(FolderRecord::targetName)
            .map(name -> target.hierarchy().path(name).text()).toList();
        assertThat(names).containsExactlyInAnyOrder("Old/INBOX", "Old/Z", "Old/Z/B", "Elsewhere");
    }

    @Test void aRootOfTheSourceBecomesTheRoot() {
        for (String folder : List.of("INBOX", "Old/INBOX", "Old/A/B")) {
            source.deliver(folder, "in " + folder, "01-Jan-2020");
        }
        ferry.policy = folders(named(Optional.of("Old"), Optional.empty(), Map.of(), List.of()));
        assertThat(ferry.run(Pass.INITIAL).copied()).isEqualTo(2);
        assertThat(target.folder("INBOX").messages).hasSize(1);
        ferry.policy = folders(named(Optional.of("None"), Optional.empty(), Map.of(), List.of()));
        assertThatThrownBy(() -> ferry.slice(Pass.INITIAL)).isInstanceOf(MigrationException.class).hasMessage(FolderRules.NO_ROOT + "'None'");
    }

    @Test void foldersOnlyMakesFoldersAndCopiesLater() {
        source.deliver("A/B", "mail", "01-Jan-2020");
        ferry.policy = new SyncPolicy(Set.of(), 0, FolderRules.NONE, MessageRules.NONE, true);
        assertThat(ferry.run(Pass.INITIAL).copied()).isZero();
        assertThat(ferry.ledger.folders(Ferry.MAILBOX, Direction.FORWARD)).allMatch(line -> target.folder(line.targetName()) != null);
        ferry.policy = SyncPolicy.EVERYTHING;
        assertThat(ferry.run(Pass.INITIAL).copied()).isEqualTo(1);
    }
}

package org.mailferry.cli.sync;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.mailsync.SyncListener;

/** Listens to the engine for one mailbox: counts, hands on to the reporter, and says when it must stop. */
final class RunWatch implements SyncListener {
    private final String mailbox;
    private final Reporter reporter;
    private final OptionalInt errorsMax;
    private final OptionalLong bytesMax;
    private final Pace pace;
    private final BooleanSupplier stopAsked;
    private final Map<String, Counts> byFolder = new LinkedHashMap<>();
    private final Map<ExitCode, Integer> errors = new EnumMap<>(ExitCode.class);
    private Counts total = Counts.NONE;

    RunWatch(String mailbox, Reporter reporter, OptionalInt errorsMax, OptionalLong bytesMax, Pace pace, BooleanSupplier stopAsked) {
        this.mailbox = mailbox;
        this.reporter = reporter;
        this.errorsMax = errorsMax;
        this.bytesMax = bytesMax;
        this.pace = pace;
        this.stopAsked = stopAsked;
    }

    @Override public void entered(FolderRecord folder) {
        reporter.folderBegun(mailbox, folder);
    }

    @Override public void settled(String folder, MessageRecord message) {
        Counts one = Counts.of(message);
        byFolder.merge(folder, one, Counts::plus);
        total = total.plus(one);
        if (message.outcome() == Outcome.COPIED) {
            pace.moved(message.sizeBytes());
        }
        if (message.outcome() == Outcome.REFUSED) {
            count(codeOf(message.reason()));
        }
        reporter.message(mailbox, folder, message);
    }

    @Override public void left(FolderRecord folder) {
        if (folder.state() != FolderRecord.State.EXCLUDED) {
            reporter.folderDone(mailbox, folder, of(folder.sourceName()));
        }
    }

    @Override public void folderRefused(String folder, String reason) {
        count(reason.startsWith("The target does not create") ? ExitCode.ERR_CREATE : ExitCode.ERR_SELECT);
        reporter.folderRefused(mailbox, folder, reason);
    }

    @Override public boolean mayGoOn() {
        while (stop().isEmpty() && !pace.isOver()) {
            pace.await();
        }
        return stop().isEmpty();
    }

    /** Why nothing more may be begun. */
    Optional<ExitCode> stop() {
        if (stopAsked.getAsBoolean()) {
            return Optional.of(ExitCode.BY_SIGNAL);
        }
        if (errorsMax.isPresent() && errors() >= errorsMax.getAsInt()) {
            return Optional.of(ExitCode.WITH_ERRORS_MAX);
        }
        return bytesMax.isPresent() && total.copiedBytes() >= bytesMax.getAsLong() ? Optional.of(ExitCode.TRANSFER_EXCEEDED) : Optional.empty();
    }

    Counts of(String folder) {
        return byFolder.getOrDefault(folder, Counts.NONE);
    }

    Counts total() {
        return total;
    }

    void count(ExitCode error) {
        errors.merge(error, 1, Integer::sum);
    }

    /** The code of the errors met: the commonest kind's. */
    ExitCode verdict() {
        return errors.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(ExitCode.OK);
    }

    private int errors() {
        return errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    static ExitCode codeOf(String reason) {
        if (reason.startsWith("The source ")) {
            return ExitCode.ERR_FETCH;
        }
        return reason.toLowerCase(java.util.Locale.ROOT).contains("virus") ? ExitCode.ERR_APPEND_VIRUS : ExitCode.ERR_APPEND;
    }
}

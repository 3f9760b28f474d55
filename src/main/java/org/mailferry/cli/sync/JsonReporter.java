package org.mailferry.cli.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;

/** One JSON object a line; docs/sync.md lists the fields, which stay as they are. */
final class JsonReporter implements Reporter {
    private final PrintWriter out;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    JsonReporter(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override public void begun(String mailbox) {
        say("begun", mailbox, Map.of());
    }

    @Override public void measured(String mailbox, long messages, long bytes) {
        say("measured", mailbox, fields("messages", messages, "bytes", bytes));
    }

    @Override public void folderBegun(String mailbox, FolderRecord folder) {
        say("folder", mailbox, fields("folder", folder.sourceName(), "target", folder.targetName()));
    }

    @Override public void message(String mailbox, String folder, MessageRecord message) {
        if (message.outcome() == Outcome.REFUSED) {
            say("refused", mailbox, fields("folder", folder, "uid", message.sourceUid(), "bytes", message.sizeBytes(), "reason", message.reason()));
        }
    }

    @Override public void folderDone(String mailbox, FolderRecord folder, Counts counts) {
        Map<String, Object> fields = fields("folder", folder.sourceName(), "target", folder.targetName());
        fields.putAll(counts(counts));
        say("folderDone", mailbox, fields);
    }

    @Override public void folderRefused(String mailbox, String folder, String reason) {
        say("folderRefused", mailbox, fields("folder", folder, "reason", reason));
    }

    @Override public void note(String mailbox, String text) {
        say("note", mailbox, fields("text", text));
    }

    @Override public void finished(MailboxReport report) {
        Map<String, Object> fields = fields("target", report.target(), "exit", report.code().number(), "exitName", report.code().name(), "problem",
            report.problem(), "seconds", report.seconds(), "messages", report.messages(), "before", report.before(), "leftBehind", report.leftBehind());
        fields.putAll(counts(report.total()));
        fields.put("flagsChanged", report.flagChanges());
        fields.put("deleted", report.deleted());
        fields.put("folders", report.folders().stream().map(JsonReporter::folder).toList());
        say("finished", report.source(), fields);
    }

    @Override public void summary(RunSummary summary) {
        List<String> failed = summary.failed();
        say("summary", "", fields("mailboxes", summary.mailboxes(), "failed", failed, "exit", summary.code().number(), "exitName", summary.code().name(),
            "copied", summary.total().copied(), "copiedBytes", summary.total().copiedBytes(), "startupSeconds", summary.startupSeconds(), "seconds",
            summary.seconds()));
    }

    private static Map<String, Object> folder(FolderReport folder) {
        Map<String, Object> fields = fields("folder", folder.source(), "target", folder.target(), "state", folder.state(), "messages", folder.messages(),
            "before", folder.before());
        fields.putAll(counts(folder.now()));
        fields.put("note", folder.note());
        return fields;
    }

    private static Map<String, Object> counts(Counts counts) {
        return fields("copied", counts.copied(), "copiedBytes", counts.copiedBytes(), "alreadyThere", counts.alreadyThere(), "refused", counts.refused(),
            "leftOut", counts.leftOut(), "gone", counts.gone());
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private synchronized void say(String event, String mailbox, Map<String, Object> more) {
        Map<String, Object> line = fields("event", event, "time", clock.instant().toString());
        if (!mailbox.isEmpty()) {
            line.put("mailbox", mailbox);
        }
        line.putAll(more);
        try {
            out.println(json.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Plain values become JSON", e);
        }
        out.flush();
    }
}

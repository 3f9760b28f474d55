package org.mailferry.cli.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.mailferry.mailsync.Counterpart;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;

/** The same for machines: one object a line, whose {@code event} says what it is about. */
final class JsonDifferenceReport extends DifferenceReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonDifferenceReport(PrintWriter out, boolean allowExtra) {
        super(out, allowExtra);
    }

    @Override void difference(Discrepancy difference) {
        ObjectNode line = event("difference").put("kind", difference.kind().name()).put("folder", difference.folder());
        if (difference.sourceUid() != 0) {
            line.put("sourceUid", difference.sourceUid());
        }
        if (difference.targetUid() != 0) {
            line.put("targetUid", difference.targetUid());
        }
        print(line.put("message", difference.message()));
    }

    @Override void folder(Counterpart folder, ComparedFolder result) {
        print(event("folder").put("source", folder.source().name()).put("target", folder.targetName()).put("sourceMessages", result.sourceMessages())
            .put("targetMessages", result.targetMessages()).put("remarks", result.remarks()));
    }

    @Override public void note(String text) {
        print(event("note").put("message", text));
    }

    @Override void end() {
        ObjectNode line = event("result").put("same", same()).put("folders", folders()).put("sourceMessages", sourceMessages())
            .put("targetMessages", targetMessages());
        ObjectNode kinds = line.putObject("differences");
        counts().forEach((kind, count) -> kinds.put(kind.name(), count));
        print(line);
    }

    private static ObjectNode event(String name) {
        return JSON.createObjectNode().put("event", name);
    }

    private void print(ObjectNode line) {
        try {
            print(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

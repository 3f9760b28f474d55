package org.mailferry.calendarsync.ews;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.kernel.MigrationException;

/** SyncFolderItems, page after page. It names series and single events; a changed occurrence is a change of its series. */
final class EwsChanges {
    private static final int PAGE = 512;
    /** A server that never comes to an end would keep us for ever. */
    private static final int MOST_PAGES = 1_000;
    private static final String[] STATE_UNKNOWN = {"ErrorInvalidSyncStateData", "ErrorSyncFolderNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidIdEmpty"};

    private final EwsCalls calls;

    EwsChanges(EwsCalls calls) {
        this.calls = calls;
    }

    CalendarChanges changes(String folder, Optional<String> token) {
        return token.flatMap(state -> since(folder, state)).orElseGet(() -> since(folder, "").map(all ->
            new CalendarChanges(true, all.changed(), Set.of(), all.token())).orElseThrow(() -> MigrationException.permanent("Exchange at " + calls.server()
                + " has no calendar " + folder + " in the mailbox " + calls.login().mailbox())));
    }

    /** Empty when the server does not know the state. */
    private Optional<CalendarChanges> since(String folder, String token) {
        Map<String, ItemVersion> changed = new LinkedHashMap<>();
        Set<String> vanished = new HashSet<>();
        String state = token;
        for (int page = 0; page < MOST_PAGES; page++) {
            EwsMessage message = calls.one(sync(folder, state), "list the changes");
            if (message.is(STATE_UNKNOWN)) {
                return Optional.empty();
            }
            if (!message.ok()) {
                throw calls.failure(message, "list the changes of a calendar");
            }
            message.content().below("Changes").forEach(change -> take(change, changed, vanished));
            String reached = message.content().text("SyncState").map(String::strip).orElseThrow(() -> broken("a page without a state"));
            if (message.content().flag("IncludesLastItemInRange")) {
                return Optional.of(new CalendarChanges(false, new ArrayList<>(changed.values()), vanished, Optional.of(reached)));
            }
            if (reached.equals(state)) {
                throw broken("the same page again");
            }
            state = reached;
        }
        throw broken("no end of pages");
    }

    private MigrationException broken(String what) {
        return MigrationException.transientFailure("Exchange at " + calls.server() + " listed the changes of a calendar with " + what, null);
    }

    private static void take(XmlElement change, Map<String, ItemVersion> changed, Set<String> vanished) {
        if (change.name().equals("Delete")) {
            change.find("ItemId").map(id -> id.attribute("Id")).ifPresent(id -> {
                changed.remove(id);
                vanished.add(id);
            });
        } else if (change.name().equals("Create") || change.name().equals("Update")) {
            change.first().find("ItemId").map(EwsIds::version).ifPresent(version -> {
                vanished.remove(version.id());
                changed.put(version.id(), version);
            });
        }
    }

    private static String sync(String folder, String state) {
        return "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:FolderId Id=\"" + Xml.escape(folder)
            + "\"/></m:SyncFolderId>" + (state.isEmpty() ? "" : "<m:SyncState>" + Xml.escape(state) + "</m:SyncState>")
            + "<m:MaxChangesReturned>" + PAGE + "</m:MaxChangesReturned><m:SyncScope>NormalItems</m:SyncScope></m:SyncFolderItems>";
    }
}

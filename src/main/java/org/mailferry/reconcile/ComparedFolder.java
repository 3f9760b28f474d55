package org.mailferry.reconcile;

import java.util.List;

/** A folder's result. {@code remarks} counts harmless differences, for the report. */
public record ComparedFolder(String folder, long sourceMessages, long targetMessages, String remarks, List<Discrepancy> discrepancies) {
    public ComparedFolder {
        discrepancies = List.copyOf(discrepancies);
        remarks = remarks.length() <= 500 ? remarks : remarks.substring(0, 499) + "…";
    }
}

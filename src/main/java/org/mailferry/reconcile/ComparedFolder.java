package org.mailferry.reconcile;

/** A folder's result, beside its discrepancies. {@code remarks} counts harmless differences, for the report. */
public record ComparedFolder(String folder, long sourceMessages, long targetMessages, String remarks) {
    public ComparedFolder {
        remarks = remarks.length() <= 500 ? remarks : remarks.substring(0, 499) + "…";
    }
}

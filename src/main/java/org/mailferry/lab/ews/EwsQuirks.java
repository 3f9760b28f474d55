package org.mailferry.lab.ews;

/**
 * Behaviour of some versions of Exchange that no document promises. Everything is off at first. The sources are reports of programs that
 * talk to real servers; no real Exchange was at hand when this was written.
 */
public final class EwsQuirks {
    volatile boolean endMissing;
    volatile boolean attendeesMissing;
    volatile boolean zoneWithLineEnd;
    volatile boolean lastModifiedMissing;
    volatile boolean mimeRefused;
    volatile boolean reminderByDefault;

    /** MIME of a calendar item without its last line (Evolution EWS and KDE's EWS resource add it; exchangelib issue 115). */
    public EwsQuirks endMissing(boolean on) {
        endMissing = on;
        return this;
    }

    /** MIME without attendees (Exchange 2010; exchangelib issue 1013, DavMail puts them back from the properties). */
    public EwsQuirks attendeesMissing(boolean on) {
        attendeesMissing = on;
        return this;
    }

    /** A TZID that ends in an escaped line end (Exchange 2010; DavMail cuts it off). */
    public EwsQuirks zoneWithLineEnd(boolean on) {
        zoneWithLineEnd = on;
        return this;
    }

    /** MIME without LAST-MODIFIED (DavMail adds it). */
    public EwsQuirks lastModifiedMissing(boolean on) {
        lastModifiedMissing = on;
        return this;
    }

    /** Every item that is asked for with its MIME fails with {@code ErrorMimeContentConversionFailed}. */
    public EwsQuirks mimeRefused(boolean on) {
        mimeRefused = on;
        return this;
    }

    /** An item made from properties without a word about its reminder gets one of 15 minutes, as from Outlook. */
    public EwsQuirks reminderByDefault(boolean on) {
        reminderByDefault = on;
        return this;
    }
}

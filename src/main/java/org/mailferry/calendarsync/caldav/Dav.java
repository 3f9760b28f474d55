package org.mailferry.calendarsync.caldav;

/** Names of properties and conditions as {@link XmlNode} writes them. */
final class Dav {
    static final String DAV = "DAV:";
    static final String CALDAV = "urn:ietf:params:xml:ns:caldav";
    static final String APPLE = "http://apple.com/ns/ical/";

    static final String MULTISTATUS = d("multistatus");
    static final String HREF = d("href");
    static final String ETAG = d("getetag");
    static final String CONTENT_TYPE = d("getcontenttype");
    static final String RESOURCE_TYPE = d("resourcetype");
    static final String COLLECTION = d("collection");
    static final String DISPLAY_NAME = d("displayname");
    static final String SYNC_TOKEN = d("sync-token");
    static final String PRINCIPAL = d("current-user-principal");
    static final String CALENDAR = c("calendar");
    static final String CALENDAR_DATA = c("calendar-data");
    static final String HOME_SET = c("calendar-home-set");
    static final String COMPONENTS = c("supported-calendar-component-set");
    static final String UID_CONFLICT = c("no-uid-conflict");
    /** RFC 6638 §3.2.4.1: as above, for meetings and over all calendars of the mailbox. */
    static final String UID_CONFLICT_ANYWHERE = c("unique-scheduling-object-resource");
    static final String COLOUR = "{" + APPLE + "}calendar-color";

    private Dav() {}

    static String d(String local) {
        return "{" + DAV + "}" + local;
    }

    static String c(String local) {
        return "{" + CALDAV + "}" + local;
    }
}

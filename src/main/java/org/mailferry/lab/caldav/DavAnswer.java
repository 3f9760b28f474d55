package org.mailferry.lab.caldav;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Status, headers and body of an answer. */
record DavAnswer(int status, Map<String, String> headers, byte[] body) {
    static DavAnswer status(int status) {
        return new DavAnswer(status, Map.of(), new byte[0]);
    }

    static DavAnswer xml(int status, String content) {
        return new DavAnswer(status, Map.of("Content-Type", "application/xml; charset=utf-8"),
            ("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + content).getBytes(StandardCharsets.UTF_8));
    }

    static DavAnswer multistatus(String responses) {
        return xml(207, "<multistatus xmlns=\"DAV:\">" + responses + "</multistatus>");
    }

    DavAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new DavAnswer(status, more, body);
    }
}

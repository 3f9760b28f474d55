package org.mailferry.lab.caldav;

import javax.xml.namespace.QName;

/** Ends a request. A condition of the documents goes into the answer's body, RFC 4918 §16. */
final class DavError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String condition;

    private DavError(int status, String condition) {
        super(status + " " + condition, null, false, false);
        this.status = status;
        this.condition = condition;
    }

    static DavError status(int status) {
        return new DavError(status, "");
    }

    static DavError condition(int status, QName name) {
        return new DavError(status, DavXml.element(name, ""));
    }

    /** A condition that names what is in the way. */
    static DavError conflict(QName name, String href) {
        return new DavError(403, DavXml.element(name, DavXml.href(href)));
    }

    DavAnswer answer() {
        return condition.isEmpty() ? DavAnswer.status(status) : DavAnswer.xml(status, "<error xmlns=\"DAV:\">" + condition + "</error>");
    }
}

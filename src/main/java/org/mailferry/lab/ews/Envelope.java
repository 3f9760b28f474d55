package org.mailferry.lab.ews;

/** The SOAP around an answer. Exchange 2013 introduces itself here. */
final class Envelope {
    private Envelope() {}

    static Node around(Node content) {
        return Node.of("s:Envelope",
            Node.of("s:Header", Node.of("t:ServerVersionInfo")
                .at("MajorVersion", 15).at("MinorVersion", 0).at("MajorBuildNumber", 1497).at("MinorBuildNumber", 2).at("Version", "V2_23")),
            Node.of("s:Body", content));
    }
}

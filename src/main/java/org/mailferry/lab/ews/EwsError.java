package org.mailferry.lab.ews;

import java.time.Duration;
import java.util.Optional;

/** A response code of [MS-OXWSCDATA] §2.2.5.24. As a fault it fails the whole request with HTTP 500, else the one item it is about. */
final class EwsError extends RuntimeException {
    private static final long serialVersionUID = 1;
    final String code;
    final boolean fault;
    final Optional<Duration> backOff;

    private EwsError(String code, String text, boolean fault, Optional<Duration> backOff) {
        super(text, null, false, false);
        this.code = code;
        this.fault = fault;
        this.backOff = backOff;
    }

    static EwsError item(String code, String text) {
        return new EwsError(code, text, false, Optional.empty());
    }

    static EwsError fault(String code, String text) {
        return new EwsError(code, text, true, Optional.empty());
    }

    static EwsError busy(Duration backOff, boolean fault) {
        return new EwsError("ErrorServerBusy", "The server cannot service this request right now. Try again later.", fault, Optional.of(backOff));
    }

    Node messageXml() {
        return backOff.map(delay -> Node.of("t:MessageXml", Node.text("t:Value", delay.toMillis()).at("Name", "BackOffMilliseconds")))
            .orElse(Node.of("t:MessageXml"));
    }

    Node envelope() {
        Node detail = Node.of("detail", Node.text("e:ResponseCode", code), Node.text("e:Message", getMessage()));
        return Envelope.around(Node.of("s:Fault",
            Node.text("faultcode", "s:Client"),
            Node.text("faultstring", getMessage()),
            backOff.isPresent() ? detail.plus(messageXml()) : detail));
    }
}

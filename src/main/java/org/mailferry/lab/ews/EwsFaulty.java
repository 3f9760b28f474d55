package org.mailferry.lab.ews;

import java.util.List;
import java.util.Optional;

/** What a fault makes of a request and of its answer. */
final class EwsFaulty {
    private EwsFaulty() {}

    /** The answer of a request that is not carried out. */
    static Optional<Node> instead(EwsFault fault, Node request) {
        return switch (fault.kind) {
            case SOAP -> throw EwsError.fault(fault.code, "An internal server error occurred. The operation failed.");
            case BUSY -> throw EwsError.busy(fault.backOff, true);
            case BUSY_MESSAGE -> Optional.of(busy(fault, request));
            default -> Optional.empty();
        };
    }

    private static Node busy(EwsFault fault, Node request) {
        EwsError busy = EwsError.busy(fault.backOff, false);
        Node message = Node.of("m:" + request.localName() + "ResponseMessage", Node.text("m:MessageText", busy.getMessage()),
            Node.text("m:ResponseCode", busy.code), Node.text("m:DescriptiveLinkKey", 0), Node.of("m:MessageXml", busy.messageXml().children()));
        return EwsApi.response(request.localName(), List.of(message.at("ResponseClass", "Error")));
    }

    static String spoilt(Optional<EwsFault> fault, String answer) {
        boolean illegal = fault.isPresent() && fault.get().kind == EwsFault.Kind.ILLEGAL;
        return illegal ? answer.replaceFirst("NoError</m:ResponseCode>", "NoError</m:ResponseCode><m:MessageText>&#x1B;</m:MessageText>") : answer;
    }
}

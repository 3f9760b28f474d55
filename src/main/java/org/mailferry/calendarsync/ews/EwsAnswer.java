package org.mailferry.calendarsync.ews;

import java.util.List;
import java.util.Optional;

/**
 * What came of a request that the server answered.
 *
 * @param messages one for each target, in the order of the request; empty when {@code tooLong} or not to be read
 * @param mended characters that XML forbids were left out
 * @param tooLong the answer is longer than we read
 */
record EwsAnswer(List<EwsMessage> messages, boolean mended, boolean tooLong) {
    EwsAnswer {
        messages = List.copyOf(messages);
    }

    static EwsAnswer of(byte[] body) {
        Optional<XmlElement> strict = XmlElement.parse(body);
        return strict.or(() -> XmlElement.parse(LegalXml.of(body))).map(envelope -> new EwsAnswer(messages(envelope), strict.isEmpty(), false))
            .orElse(new EwsAnswer(List.of(), true, false));
    }

    private static List<EwsMessage> messages(XmlElement envelope) {
        XmlElement answer = envelope.find("Body").map(XmlElement::first).orElse(envelope);
        if (answer.name().equals("Fault")) {
            return List.of(EwsMessage.ofFault(answer));
        }
        return answer.below("ResponseMessages").stream().map(EwsMessage::of).toList();
    }
}
